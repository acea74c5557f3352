import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/apiKeys.module.ts';
import { BalancesModule } from '../balances/balances.module.ts';
import { PaymentsModule } from '../payments/payments.module.ts';
import { SETTINGS } from '../platform/tokens.ts';
import { RateLimitModule } from '../rate-limit/rateLimit.module.ts';
import { RefundsModule } from '../refunds/refunds.module.ts';
import type { ApiSettings } from '../settings.ts';
import { WebhookEndpointsModule } from '../webhook-endpoints/webhookEndpoints.module.ts';
import { DashboardApiKeysController } from './api-keys/dashboardApiKeys.controller.ts';
import { DashboardBalancesController } from './balances/dashboardBalances.controller.ts';
import { OverviewController } from './overview/overview.controller.ts';
import { OverviewRepository } from './overview/OverviewRepository.ts';
import { OverviewService } from './overview/OverviewService.ts';
import { DashboardPaymentsController } from './payments/dashboardPayments.controller.ts';
import { DashboardPaymentsService } from './payments/DashboardPaymentsService.ts';
import { PaymentDetailRepository } from './payments/PaymentDetailRepository.ts';
import { PaymentExport } from './payments/PaymentExport.ts';
import { SessionController } from './session/session.controller.ts';
import { SessionCookie } from './session/SessionCookie.ts';
import { SessionsRepository } from './session/SessionsRepository.ts';
import { SessionsService } from './session/SessionsService.ts';
import { DashboardWebhooksController } from './webhooks/dashboardWebhooks.controller.ts';

/** What the merchant's pages ask. The rules are those of the public API's services. */
@Module({
  imports: [PaymentsModule, RefundsModule, BalancesModule, WebhookEndpointsModule, ApiKeysModule, RateLimitModule],
  controllers: [
    SessionController,
    OverviewController,
    DashboardPaymentsController,
    DashboardBalancesController,
    DashboardWebhooksController,
    DashboardApiKeysController,
  ],
  providers: [
    SessionsService,
    SessionsRepository,
    {
      provide: SessionCookie,
      inject: [SETTINGS],
      useFactory: (settings: ApiSettings) => new SessionCookie(settings.PUBLIC_URL),
    },
    OverviewService,
    OverviewRepository,
    DashboardPaymentsService,
    PaymentDetailRepository,
    PaymentExport,
  ],
  exports: [SessionsService, SessionCookie],
})
export class DashboardModule {}
