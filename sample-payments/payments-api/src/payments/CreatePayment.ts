import { Inject, Injectable } from '@nestjs/common';
import type { CreatePayment as CreatePaymentBody } from '@payments/core/contract';
import { constraintName } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { describePayment, eventPayload, type PaymentFacts } from '@payments/core/representations';
import { currentTraceparent } from '@payments/core/telemetry';
import { Charges } from '../charges/Charges.ts';
import { Answer } from '../http/Answer.ts';
import { conflict, type ProblemError } from '../http/problem.ts';
import { claimParameters, judge, leaseSeconds } from '../idempotency/claim.ts';
import { forget, IdempotencyService, isTaken, type Begun } from '../idempotency/IdempotencyService.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { Database } from '../platform/Database.ts';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { ConfirmedCharge } from './ConfirmedCharge.ts';
import { UNKNOWN_MOMENT } from './createPayment.sql.ts';
import { PaymentsRepository } from './PaymentsRepository.ts';

/** How often the statement starts over because another request took the key meanwhile, or the key had expired. */
const TRIES = 3;

/** Creates payments. The first phase is one statement, see `createPayment.sql.ts`. */
@Injectable()
export class CreatePayment {
  readonly #lease: number;

  constructor(
    private readonly repository: PaymentsRepository,
    private readonly idempotency: IdempotencyService,
    private readonly charge: ConfirmedCharge,
    private readonly charges: Charges,
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {
    this.#lease = leaseSeconds(settings.ACQUIRER_TIMEOUT_MS);
  }

  async create(request: IdempotentRequest, body: CreatePaymentBody): Promise<Answer> {
    const begun = await this.#begin(request, body);
    if (begun instanceof Answer) return begun;
    return this.idempotency.complete(request, begun, this.charge.phases(request, 201));
  }

  async #begin(request: IdempotentRequest, body: CreatePaymentBody): Promise<Answer | Begun> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const begun = await this.#beginOnce(request, body);
        if (begun) return begun;
      } catch (error) {
        if (constraintName(error) === 'payments_merchant_reference') throw referenceTaken();
        if (!isTaken(error) || attempt >= TRIES) throw error;
      }
    }
  }

  /** Gives nothing when the key had expired: then it is gone now, and the statement can run again. */
  async #beginOnce(request: IdempotentRequest, body: CreatePaymentBody): Promise<Answer | Begun | undefined> {
    const id = newUuid();
    const row = await this.repository.create(this.#parameters(request, body, id));
    if (row.madeAt !== null) {
      if (row.madeBody !== null) return new Answer(201, row.madeBody);
      return { subjectId: id, begunAt: row.madeAt, isResumed: false };
    }
    const claimed = judge(row, request, this.settings.SEALING_KEY);
    if (claimed.kind === 'answered') return claimed.answer;
    if (claimed.kind === 'abandoned') return this.idempotency.resume(request);
    if (claimed.kind === 'expired') await forget(this.database, request);
    return undefined;
  }

  #parameters(request: IdempotentRequest, body: CreatePaymentBody, id: string): unknown[] {
    const { caller, hash, requestId } = request;
    const draft = draftOf(body, id, caller.live);
    const eventId = newUuid();
    const described = describePayment(draft);
    const payload = eventPayload({ id: eventId, type: 'payment.created', createdAt: UNKNOWN_MOMENT, data: described });
    return [
      ...claimParameters(request, this.#lease),
      hash,
      requestId,
      caller.actor,
      id,
      draft.status,
      body.amount,
      body.currency,
      body.capture_method,
      draft.paymentMethod,
      draft.merchantReference,
      draft.description,
      JSON.stringify(draft.metadata),
      eventId,
      payload,
      currentTraceparent() ?? null,
      body.confirm ? newUuid() : null,
      body.capture_method === 'automatic' ? 'charge' : 'authorise',
      this.charges.leaseSeconds,
      body.confirm && !this.charges.isDeferred ? null : JSON.stringify(described),
    ];
  }
}

function draftOf(body: CreatePaymentBody, id: string, live: boolean): PaymentFacts {
  const unconfirmed = body.payment_method === undefined ? 'requires_payment_method' : 'requires_confirmation';
  return {
    id,
    live,
    status: body.confirm ? 'processing' : unconfirmed,
    amount: BigInt(body.amount),
    currency: body.currency,
    amountCaptured: 0n,
    amountRefunded: 0n,
    captureMethod: body.capture_method,
    paymentMethod: body.payment_method ?? null,
    nextActionUrl: null,
    merchantReference: body.merchant_reference ?? null,
    description: body.description ?? null,
    metadata: body.metadata ?? {},
    lastError: null,
    createdAt: UNKNOWN_MOMENT,
  };
}

function referenceTaken(): ProblemError {
  const message = 'Another payment has this merchant reference.';
  return conflict('merchant_reference_taken', message, 'merchant_reference');
}
