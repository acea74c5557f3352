import { Module } from '@nestjs/common';
import { Charges } from '../charges/Charges.ts';
import { CheckoutLinks } from '../checkout/CheckoutLinks.ts';
import { IdempotencyModule } from '../idempotency/idempotency.module.ts';
import { ConfirmedCharge } from './ConfirmedCharge.ts';
import { CreatePayment } from './CreatePayment.ts';
import { PaymentsController } from './payments.controller.ts';
import { PaymentsRepository } from './PaymentsRepository.ts';
import { PaymentsService } from './PaymentsService.ts';

@Module({
  imports: [IdempotencyModule],
  controllers: [PaymentsController],
  providers: [PaymentsRepository, PaymentsService, CreatePayment, ConfirmedCharge, Charges, CheckoutLinks],
  exports: [PaymentsRepository, PaymentsService, CreatePayment, CheckoutLinks],
})
export class PaymentsModule {}
