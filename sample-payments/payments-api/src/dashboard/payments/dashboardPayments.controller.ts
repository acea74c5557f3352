import { Body, Controller, Param, Query, Req, StreamableFile } from '@nestjs/common';
import type { CancelPayment, CapturePayment, Payment } from '@payments/core/contract';
import {
  ENDPOINTS,
  type CreateCheckout,
  type DashboardPaymentsQuery,
  type ExportPaymentsQuery,
  type PaymentDetail,
  type RefundPayment,
} from '@payments/core/dashboard-contract';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../api-keys/Caller.ts';
import type { Answer } from '../../http/Answer.ts';
import { Serves } from '../../http/operation.ts';
import type { Page } from '../../http/paging.ts';
import { CalledBy, Idempotent, SignedIn } from '../../http/request.ts';
import type { IdempotentRequest } from '../../idempotency/IdempotentRequest.ts';
import { PaymentsService } from '../../payments/PaymentsService.ts';
import { RefundsService } from '../../refunds/RefundsService.ts';
import type { Session } from '../session/Session.ts';
import { DashboardPaymentsService } from './DashboardPaymentsService.ts';
import { PaymentExport } from './PaymentExport.ts';

@Controller()
export class DashboardPaymentsController {
  constructor(
    private readonly payments: PaymentsService,
    private readonly refunds: RefundsService,
    private readonly dashboard: DashboardPaymentsService,
    private readonly exporter: PaymentExport,
  ) {}

  @Serves(ENDPOINTS.listPayments)
  list(@CalledBy() caller: Caller, @Query() query: DashboardPaymentsQuery): Promise<Page<Payment>> {
    return this.payments.list(caller, query);
  }

  @Serves(ENDPOINTS.exportPayments)
  async export(
    @SignedIn() session: Session,
    @Query() query: ExportPaymentsQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    const day = new Date().toISOString().slice(0, 10);
    return new StreamableFile(await this.exporter.stream(session, query, request.id), {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: `attachment; filename="payments-${session.live ? 'live' : 'test'}-${day}.csv"`,
    });
  }

  @Serves(ENDPOINTS.createPayment)
  create(@Idempotent() request: IdempotentRequest, @Body() body: CreateCheckout): Promise<Answer> {
    return this.dashboard.create(request, body);
  }

  @Serves(ENDPOINTS.readPayment)
  read(@SignedIn() session: Session, @Param('payment_id') id: string): Promise<PaymentDetail> {
    return this.dashboard.read(session, id);
  }

  @Serves(ENDPOINTS.readCheckoutLink)
  link(@CalledBy() caller: Caller, @Param('payment_id') id: string): Promise<{ checkout_url: string }> {
    return this.dashboard.link(caller, id);
  }

  @Serves(ENDPOINTS.capturePayment)
  capture(
    @Idempotent() request: IdempotentRequest,
    @Param('payment_id') id: string,
    @Body() body: CapturePayment,
  ): Promise<Answer> {
    return this.payments.capture(request, id, body);
  }

  @Serves(ENDPOINTS.cancelPayment)
  cancel(
    @Idempotent() request: IdempotentRequest,
    @Param('payment_id') id: string,
    @Body() body: CancelPayment,
  ): Promise<Answer> {
    return this.payments.cancel(request, id, body);
  }

  @Serves(ENDPOINTS.refundPayment)
  refund(
    @Idempotent() request: IdempotentRequest,
    @Param('payment_id') id: string,
    @Body() body: RefundPayment,
  ): Promise<Answer> {
    return this.refunds.create(request, { ...body, payment: id });
  }
}
