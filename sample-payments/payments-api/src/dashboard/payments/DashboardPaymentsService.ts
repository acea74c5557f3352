import { Injectable } from '@nestjs/common';
import type { CreateCheckout, PaymentDetail } from '@payments/core/dashboard-contract';
import { publicId } from '@payments/core/identifiers';
import { toJsonAmount } from '@payments/core/money';
import { describePayment, describeRefund } from '@payments/core/representations';
import type { Caller } from '../../api-keys/Caller.ts';
import { CheckoutLinks } from '../../checkout/CheckoutLinks.ts';
import { Answer } from '../../http/Answer.ts';
import type { IdempotentRequest } from '../../idempotency/IdempotentRequest.ts';
import { CreatePayment } from '../../payments/CreatePayment.ts';
import { PaymentsService } from '../../payments/PaymentsService.ts';
import { RefundsRepository } from '../../refunds/RefundsRepository.ts';
import { callerOf, type Session } from '../session/Session.ts';
import { describeLedgerEntry, timelineOf } from './describeDetail.ts';
import { operationsOf, refundableOf } from './operationsOf.ts';
import { PaymentDetailRepository } from './PaymentDetailRepository.ts';

/** What people see of payments beyond what the public API shows, and the payments they make for shoppers. */
@Injectable()
export class DashboardPaymentsService {
  constructor(
    private readonly payments: PaymentsService,
    private readonly creation: CreatePayment,
    private readonly refunds: RefundsRepository,
    private readonly details: PaymentDetailRepository,
    private readonly links: CheckoutLinks,
  ) {}

  async read(session: Session, id: string): Promise<PaymentDetail> {
    const payment = await this.payments.find(callerOf(session), id);
    const [refunds, steps, attempts, ledger, settlement] = await Promise.all([
      this.refunds.ofPayment(payment.id),
      this.details.steps(payment.id),
      this.details.attempts(payment.id),
      this.details.ledger(payment.id),
      this.details.settlement(payment.id),
    ]);
    return {
      payment: describePayment(payment),
      refunds: refunds.map(describeRefund),
      timeline: timelineOf(steps, attempts),
      ledger: ledger.map(describeLedgerEntry),
      settlement: settlement && { id: publicId('settlementBatch', settlement.id), date: settlement.date },
      refundable: toJsonAmount(refundableOf(payment)),
      operations: operationsOf(payment, session.role),
    };
  }

  /** What is stored for the key is the payment. The link is derived each time, so that it is stored nowhere. */
  async create(request: IdempotentRequest, body: CreateCheckout): Promise<Answer> {
    const answer = await this.creation.create(request, { ...body, confirm: false });
    if (answer.status !== 201) return answer;
    const { id } = JSON.parse(answer.body) as { id: string };
    const { checkout_url: url } = this.links.of(id);
    return new Answer(201, `{"payment":${answer.body},"checkout_url":${JSON.stringify(url)}}`, answer.isReplayed);
  }

  async link(caller: Caller, id: string): Promise<{ checkout_url: string }> {
    await this.payments.requirePayable(caller, id);
    return { checkout_url: this.links.of(id).checkout_url };
  }
}
