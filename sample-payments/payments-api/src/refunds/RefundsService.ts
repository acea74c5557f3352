import { Inject, Injectable } from '@nestjs/common';
import { AcquirerClient, type OperationResult } from '@payments/core/acquirer';
import { finishRefund } from '@payments/core/charges';
import type { CreateRefund, ListRefunds } from '@payments/core/contract';
import { CHECK_VIOLATION, constraintName, errorCode, type Queryable } from '@payments/core/database';
import { newUuid, uuidOf } from '@payments/core/identifiers';
import { writeEvent } from '@payments/core/outbox';
import { describeRefund } from '@payments/core/representations';
import { currentTraceparent } from '@payments/core/telemetry';
import type { Logger } from 'pino';
import type { Caller } from '../api-keys/Caller.ts';
import { askAcquirer } from '../charges/askAcquirer.ts';
import type { Answer } from '../http/Answer.ts';
import { pageRequest, toPage } from '../http/paging.ts';
import { conflict, notFound, type ProblemError } from '../http/problem.ts';
import { leaseSeconds } from '../idempotency/claim.ts';
import { IdempotencyService, type Outcome } from '../idempotency/IdempotencyService.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { Database } from '../platform/Database.ts';
import { LOGGER, SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { RefundsRepository, type RefundablePayment, type RefundOrder } from './RefundsRepository.ts';

/** Gives captured money back. Never more than was captured, however many refunds race. */
@Injectable()
export class RefundsService {
  readonly #lease: number;
  readonly #isDeferred: boolean;

  constructor(
    private readonly repository: RefundsRepository,
    private readonly idempotency: IdempotencyService,
    private readonly acquirer: AcquirerClient,
    private readonly database: Database,
    @Inject(SETTINGS) settings: ApiSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#isDeferred = settings.CHARGES === 'deferred';
    this.#lease = this.#isDeferred ? 0 : leaseSeconds(settings.ACQUIRER_TIMEOUT_MS);
  }

  create(request: IdempotentRequest, body: CreateRefund): Promise<Answer> {
    return this.idempotency.inPhases(request, {
      begin: async database => {
        const id = await this.#reserve(database, request, body);
        return this.#isDeferred ? this.#outcome(database, request, id) : { subjectId: id };
      },
      ask: async ({ subjectId, isResumed }) => this.#ask(await this.repository.order(subjectId), isResumed),
      conclude: async (database, { subjectId }, result) => {
        const context = { actor: request.caller.actor, requestId: request.requestId };
        if (result.outcome === 'unknown') await this.repository.noteUnknown(database, subjectId);
        else await finishRefund(database, subjectId, result, context);
        return this.#outcome(database, request, subjectId);
      },
    });
  }

  async read(caller: Caller, id: string): Promise<unknown> {
    const uuid = uuidOf('refund', id);
    const refund = uuid && (await this.repository.find(this.database, caller, uuid));
    if (!refund) throw notFound('refund', 'refund_id');
    return describeRefund(refund);
  }

  async list(caller: Caller, query: ListRefunds): Promise<unknown> {
    const page = pageRequest('refund', query);
    const paymentId = query.payment === undefined ? undefined : uuidOf('payment', query.payment);
    if (query.payment !== undefined && paymentId === undefined) return { data: [], has_more: false };
    return toPage(await this.repository.list(caller, paymentId, page), page, describeRefund);
  }

  async #reserve(database: Queryable, request: IdempotentRequest, body: CreateRefund): Promise<string> {
    const { caller, requestId } = request;
    const uuid = uuidOf('payment', body.payment);
    const payment = uuid && (await this.repository.lockPayment(database, caller, uuid));
    if (!payment) throw notFound('payment', 'payment');
    const amount = refundable(payment, body.amount);
    const refund = {
      id: newUuid(),
      paymentId: payment.id,
      amount,
      currency: payment.currency,
      merchantReference: body.merchant_reference ?? null,
      reason: body.reason ?? null,
    };
    const traceparent = currentTraceparent();
    const context = { actor: caller.actor, requestId, traceparent, leaseSeconds: this.#lease };
    await this.repository.insert(database, refund, caller, context).catch(explain);
    await writeEvent(database, { type: 'refund.created', paymentId: payment.id, refundId: refund.id, traceparent });
    return refund.id;
  }

  async #ask(order: RefundOrder, isResumed: boolean): Promise<OperationResult> {
    const { id, paymentId, amount, currency, origin } = order;
    const result = await askAcquirer(this.acquirer, { reference: id, isResumed, logger: this.logger }, () =>
      this.acquirer.refund({ reference: id, payment: paymentId, charge: origin, amount, currency }),
    );
    // No customer acts on a refund.
    return result.outcome === 'requires_action' ? { outcome: 'unknown', reason: 'unreadable' } : result;
  }

  async #outcome(database: Queryable, { caller }: IdempotentRequest, id: string): Promise<Outcome> {
    const refund = await this.repository.find(database, caller, id);
    if (!refund) throw new Error(`Refund ${id} is gone.`);
    return { status: 201, body: JSON.stringify(describeRefund(refund)), subjectId: id };
  }
}

/** The amount to refund: what is asked for, or all that is left. */
function refundable({ status, left }: RefundablePayment, asked: number | undefined): bigint {
  if (status !== 'succeeded')
    throw conflict('payment_not_refundable', `A payment that is ${status} cannot be refunded.`, 'payment');
  const amount = asked === undefined ? left : BigInt(asked);
  if (left === 0n) throw conflict('payment_fully_refunded', 'Nothing is left to refund.', 'payment');
  if (amount > left) throw tooLarge(left);
  return amount;
}

function tooLarge(left: bigint): ProblemError {
  return conflict('amount_too_large', `The amount is larger than what is left to refund (${left}).`, 'amount');
}

/** What the schema refuses, in words. The amount cannot be: the payment's row is locked. */
function explain(error: unknown): never {
  if (constraintName(error) === 'refunds_merchant_reference')
    throw conflict('merchant_reference_taken', 'Another refund has this merchant reference.', 'merchant_reference');
  if (errorCode(error) === CHECK_VIOLATION && constraintName(error) === 'payments_refunded_within_captured')
    throw conflict('amount_too_large', 'The amount is larger than what is left to refund.', 'amount');
  throw error;
}
