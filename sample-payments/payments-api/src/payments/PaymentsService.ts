import { Injectable } from '@nestjs/common';
import type { CancelPayment, CapturePayment, ConfirmPayment, Payment, SearchPayments } from '@payments/core/contract';
import type { Queryable } from '@payments/core/database';
import { uuidOf } from '@payments/core/identifiers';
import { writeEvent } from '@payments/core/outbox';
import { transitionPayment } from '@payments/core/payments';
import { describePayment } from '@payments/core/representations';
import { currentTraceparent } from '@payments/core/telemetry';
import type { Caller } from '../api-keys/Caller.ts';
import type { Answer } from '../http/Answer.ts';
import { pageRequest, toPage, type Page, type PageQuery } from '../http/paging.ts';
import { conflict, invalid, notFound } from '../http/problem.ts';
import { IdempotencyService, type Outcome } from '../idempotency/IdempotencyService.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { ConfirmedCharge } from './ConfirmedCharge.ts';
import { paymentBody } from './paymentAnswers.ts';
import { PaymentsRepository, type PaymentFilters, type PaymentRow } from './PaymentsRepository.ts';
import { isPossible, type PaymentVerb } from './possible.ts';

type Begin = (database: Queryable, payment: PaymentRow) => Promise<Outcome | { subjectId: string }>;

/** What may be done with a payment, and when. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly repository: PaymentsRepository,
    private readonly idempotency: IdempotencyService,
    private readonly charge: ConfirmedCharge,
  ) {}

  async read(caller: Caller, id: string): Promise<Payment> {
    return describePayment(await this.find(caller, id));
  }

  /** 404 unless it is the caller's. */
  async find(caller: Caller, id: string): Promise<PaymentRow> {
    const uuid = uuidOf('payment', id);
    const payment = uuid && (await this.repository.find(caller, uuid));
    if (!payment) throw notFound('payment', 'payment_id');
    return payment;
  }

  /** 409 unless a shopper can still pay it. */
  async requirePayable(caller: Caller, id: string): Promise<void> {
    requirePossible('confirm', await this.find(caller, id));
  }

  async list(caller: Caller, query: PaymentFilters & PageQuery): Promise<Page<Payment>> {
    const page = pageRequest('payment', query);
    return toPage(await this.repository.list(caller, query, page), page, describePayment);
  }

  async search(caller: Caller, query: SearchPayments): Promise<Page<Payment>> {
    const { limit: _limit, starting_after: _after, ending_before: _before, ...filters } = query;
    if (Object.values(filters).every(value => value === undefined))
      throw invalid('filter_missing', 'At least one filter is needed.');
    return this.list(caller, query);
  }

  /** Asks the acquirer for the money, or to hold it. */
  confirm(request: IdempotentRequest, id: string, body: ConfirmPayment): Promise<Answer> {
    return this.#change(request, id, (database, payment) => {
      requirePossible('confirm', payment);
      // A token that was declined is not tried again by itself.
      const kept = payment.status === 'requires_confirmation' ? payment.paymentMethod : null;
      const paymentMethod = body.payment_method ?? kept;
      if (paymentMethod === null) throw invalid('parameter_missing', 'This field is needed.', 'payment_method');
      const kind = payment.captureMethod === 'automatic' ? 'charge' : 'authorise';
      const attempt = { kind, amount: payment.amount, paymentMethod } as const;
      return this.charge.begin(database, request, payment, attempt, { paymentMethod });
    });
  }

  /** Takes held money. What is not captured is released by the acquirer. */
  capture(request: IdempotentRequest, id: string, body: CapturePayment): Promise<Answer> {
    return this.#change(request, id, (database, payment) => {
      requirePossible('capture', payment);
      const amount = body.amount === undefined ? payment.amount : BigInt(body.amount);
      if (amount > payment.amount)
        throw invalid('amount_too_large', `The amount is larger than what is held (${payment.amount}).`, 'amount');
      const attempt = { kind: 'capture', amount, paymentMethod: methodOf(payment) } as const;
      return this.charge.begin(database, request, payment, attempt);
    });
  }

  /** Ends a payment. What the acquirer holds, or waits for the customer to approve, is released there first. */
  cancel(request: IdempotentRequest, id: string, { reason }: CancelPayment): Promise<Answer> {
    return this.#change(request, id, (database, payment) => {
      requirePossible('cancel', payment);
      const isWithAcquirer = payment.status === 'requires_action' || payment.status === 'requires_capture';
      if (!isWithAcquirer) return this.#cancelAtOnce(database, request, payment, reason);
      const attempt = { kind: 'void', amount: payment.amount, paymentMethod: methodOf(payment) } as const;
      return this.charge.begin(database, request, payment, attempt, { cancellationReason: reason });
    });
  }

  async #cancelAtOnce(
    database: Queryable,
    request: IdempotentRequest,
    { id, status }: PaymentRow,
    reason: string | undefined,
  ): Promise<Outcome> {
    const context = { actor: request.caller.actor, requestId: request.requestId };
    await transitionPayment(database, id, { from: status, to: 'canceled', cancellationReason: reason, ...context });
    await writeEvent(database, { type: 'payment.canceled', paymentId: id, traceparent: currentTraceparent() });
    return { status: 200, body: paymentBody(await this.repository.reread(database, id)), subjectId: id };
  }

  #change(request: IdempotentRequest, id: string, begin: Begin): Promise<Answer> {
    const uuid = uuidOf('payment', id);
    return this.idempotency.inPhases(request, {
      begin: async database => {
        const payment = uuid && (await this.repository.lock(database, request.caller, uuid));
        if (!payment) throw notFound('payment', 'payment_id');
        return begin(database, payment);
      },
      ...this.charge.phases(request, 200),
    });
  }
}

const PARTICIPLES: Record<PaymentVerb, string> = {
  confirm: 'confirmed',
  capture: 'captured',
  cancel: 'canceled',
  refund: 'refunded',
};

/** 409 unless the payment's status allows it. */
function requirePossible(verb: PaymentVerb, { status }: PaymentRow): void {
  if (isPossible(verb, status)) return;
  const hint = status === 'processing' ? ' Its outcome is not known yet; ask again later.' : '';
  throw conflict('payment_unexpected_status', `A payment that is ${status} cannot be ${PARTICIPLES[verb]}.${hint}`);
}

function methodOf({ id, paymentMethod }: PaymentRow): string {
  if (paymentMethod === null) throw new Error(`Payment ${id} is held without a payment method.`);
  return paymentMethod;
}
