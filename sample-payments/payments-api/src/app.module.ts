import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Logger } from 'pino';
import { AbandonedKeys } from './abandoned/AbandonedKeys.ts';
import { ApiKeysModule } from './api-keys/apiKeys.module.ts';
import { ApiKeyGuard } from './api-keys/ApiKeyGuard.ts';
import { Callers } from './api-keys/Callers.ts';
import { BalancesModule } from './balances/balances.module.ts';
import { CheckoutModule } from './checkout/checkout.module.ts';
import { EndpointGuard } from './dashboard/access/EndpointGuard.ts';
import { DashboardModule } from './dashboard/dashboard.module.ts';
import { HealthController } from './health/health.controller.ts';
import { OperationInterceptor } from './http/OperationInterceptor.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { ServiceGauges } from './metrics/ServiceGauges.ts';
import { OpenapiController } from './openapi/openapi.controller.ts';
import { PaymentsModule } from './payments/payments.module.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { RateLimitModule } from './rate-limit/rateLimit.module.ts';
import { RefundsModule } from './refunds/refunds.module.ts';
import type { ApiSettings } from './settings.ts';
import { WebhookEndpointsModule } from './webhook-endpoints/webhookEndpoints.module.ts';

const FEATURES: Type[] = [
  PaymentsModule,
  RefundsModule,
  BalancesModule,
  WebhookEndpointsModule,
  ApiKeysModule,
  DashboardModule,
  CheckoutModule,
];

/** The API: every request passes the guard of its kind, then its declaration, then its controller. */
@Module({})
export class AppModule {
  static with(settings: ApiSettings, logger: Logger, more: Type[] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(settings, logger), RateLimitModule, ...FEATURES, ...more],
      controllers: [HealthController, OpenapiController],
      providers: [
        Callers,
        ServiceGauges,
        AbandonedKeys,
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_GUARD, useClass: EndpointGuard },
        { provide: APP_INTERCEPTOR, useClass: OperationInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
