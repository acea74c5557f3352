import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import * as schemas from '@payments/core/contract';
import type { Caller } from '../api-keys/Caller.ts';
import type { Answer } from '../http/Answer.ts';
import { CheckoutLinks } from '../checkout/CheckoutLinks.ts';
import { Operation } from '../http/operation.ts';
import { CalledBy, Idempotent } from '../http/request.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { CreatePayment } from './CreatePayment.ts';
import { PaymentsService } from './PaymentsService.ts';

const payment = schemas.paymentSchema;
const write = { tag: 'Payments', scope: 'payments:write', isIdempotent: true } as const;
const read = { tag: 'Payments', scope: 'payments:read' } as const;

@Controller('v1/payments')
export class PaymentsController {
  constructor(
    private readonly creation: CreatePayment,
    private readonly payments: PaymentsService,
    private readonly links: CheckoutLinks,
  ) {}

  @Post()
  @Operation({
    ...write,
    id: 'createPayment',
    summary: 'Create a payment',
    body: schemas.createPaymentSchema,
    success: { status: 201, schema: payment },
    mayDecline: true,
  })
  create(@Idempotent() request: IdempotentRequest, @Body() body: schemas.CreatePayment): Promise<Answer> {
    return this.creation.create(request, body);
  }

  @Get()
  @Operation({
    ...read,
    id: 'listPayments',
    summary: 'List payments, newest first',
    query: schemas.listPaymentsSchema,
    success: { status: 200, schema: schemas.pageOf(payment) },
  })
  list(@CalledBy() caller: Caller, @Query() query: schemas.ListPayments): Promise<unknown> {
    return this.payments.list(caller, query);
  }

  @Get('search')
  @Operation({
    ...read,
    id: 'searchPayments',
    summary: 'Search payments',
    query: schemas.searchPaymentsSchema,
    success: { status: 200, schema: schemas.pageOf(payment) },
  })
  search(@CalledBy() caller: Caller, @Query() query: schemas.SearchPayments): Promise<unknown> {
    return this.payments.search(caller, query);
  }

  @Get(':payment_id')
  @Operation({ ...read, id: 'readPayment', summary: 'Read a payment', success: { status: 200, schema: payment } })
  read(@CalledBy() caller: Caller, @Param('payment_id') id: string): Promise<unknown> {
    return this.payments.read(caller, id);
  }

  @Get(':payment_id/checkout-link')
  @Operation({
    id: 'readCheckoutLink',
    tag: 'Payments',
    summary: 'Read the link by which a shopper pays',
    scope: 'payments:write',
    success: { status: 200, schema: schemas.checkoutLinkSchema },
  })
  async link(@CalledBy() caller: Caller, @Param('payment_id') id: string): Promise<schemas.CheckoutLink> {
    await this.payments.requirePayable(caller, id);
    return this.links.of(id);
  }

  @Post(':payment_id/confirm')
  @Operation({
    ...write,
    id: 'confirmPayment',
    summary: 'Confirm a payment',
    body: schemas.confirmPaymentSchema,
    isBodyOptional: true,
    success: { status: 200, schema: payment },
    mayDecline: true,
  })
  confirm(
    @Idempotent() request: IdempotentRequest,
    @Param('payment_id') id: string,
    @Body() body: schemas.ConfirmPayment,
  ): Promise<Answer> {
    return this.payments.confirm(request, id, body);
  }

  @Post(':payment_id/capture')
  @Operation({
    ...write,
    id: 'capturePayment',
    summary: 'Capture an authorised payment',
    body: schemas.capturePaymentSchema,
    isBodyOptional: true,
    success: { status: 200, schema: payment },
    mayDecline: true,
  })
  capture(
    @Idempotent() request: IdempotentRequest,
    @Param('payment_id') id: string,
    @Body() body: schemas.CapturePayment,
  ): Promise<Answer> {
    return this.payments.capture(request, id, body);
  }

  @Post(':payment_id/cancel')
  @Operation({
    ...write,
    id: 'cancelPayment',
    summary: 'Cancel a payment',
    body: schemas.cancelPaymentSchema,
    isBodyOptional: true,
    success: { status: 200, schema: payment },
  })
  cancel(
    @Idempotent() request: IdempotentRequest,
    @Param('payment_id') id: string,
    @Body() body: schemas.CancelPayment,
  ): Promise<Answer> {
    return this.payments.cancel(request, id, body);
  }
}
