import { Module } from '@nestjs/common';
import { PaymentsModule } from '../payments/payments.module.ts';
import { SETTINGS } from '../platform/tokens.ts';
import { RateLimitModule } from '../rate-limit/rateLimit.module.ts';
import type { ApiSettings } from '../settings.ts';
import { CheckoutController } from './checkout.controller.ts';
import { CheckoutCookie } from './CheckoutCookie.ts';
import { CheckoutRepository } from './CheckoutRepository.ts';
import { CheckoutService } from './CheckoutService.ts';
import { ShopperAccess } from './ShopperAccess.ts';

@Module({
  imports: [PaymentsModule, RateLimitModule],
  controllers: [CheckoutController],
  providers: [
    CheckoutService,
    CheckoutRepository,
    ShopperAccess,
    {
      provide: CheckoutCookie,
      inject: [SETTINGS],
      useFactory: (settings: ApiSettings) => new CheckoutCookie(settings.PUBLIC_URL),
    },
  ],
  exports: [ShopperAccess],
})
export class CheckoutModule {}
