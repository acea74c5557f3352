import { Body, Controller, Param } from '@nestjs/common';
import { ENDPOINTS, type Checkout, type ConfirmCheckout } from '@payments/core/dashboard-contract';
import type { Caller } from '../api-keys/Caller.ts';
import type { Answer } from '../http/Answer.ts';
import { Serves } from '../http/operation.ts';
import { CalledBy, Idempotent } from '../http/request.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { CheckoutService } from './CheckoutService.ts';

@Controller()
export class CheckoutController {
  constructor(private readonly checkout: CheckoutService) {}

  @Serves(ENDPOINTS.readCheckout)
  read(@CalledBy() caller: Caller, @Param('payment_id') id: string): Promise<Checkout> {
    return this.checkout.read(caller, id);
  }

  @Serves(ENDPOINTS.confirmCheckout)
  confirm(
    @Idempotent() request: IdempotentRequest,
    @Param('payment_id') id: string,
    @Body() body: ConfirmCheckout,
  ): Promise<Answer> {
    return this.checkout.confirm(request, id, body);
  }
}
