import { Inject, Injectable } from '@nestjs/common';
import { AcquirerClient, type ChargeResult, type FollowUpRequest } from '@payments/core/acquirer';
import { finishCharge, type FinishContext } from '@payments/core/charges';
import type { ChargeAttempt, Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { currentTraceparent } from '@payments/core/telemetry';
import type { Logger } from 'pino';
import { leaseSeconds } from '../idempotency/claim.ts';
import { LOGGER, SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { askAcquirer } from './askAcquirer.ts';

/** Something to ask of the acquirer. */
export interface Attempt {
  /** The acquirer's idempotency key. */
  id: string;
  paymentId: string;
  kind: ChargeAttempt['kind'];
  amount: bigint;
  currency: string;
  paymentMethod: string;
  /** The approved charge or authorisation that a capture or void follows up. */
  origin: string | null;
}

/** What became of an attempt, as booked. */
export interface Decision {
  kind: ChargeAttempt['kind'];
  state: ChargeAttempt['state'];
  declineCode: string | null;
}

/** What payments ask of the acquirer: noted before it is sent, sent outside any transaction, and booked after. */
@Injectable()
export class Charges {
  /** The completer leaves a fresh attempt alone for this long: its request is on its way. */
  readonly leaseSeconds: number;
  /** The settlement worker asks the acquirer, not the request. */
  readonly isDeferred: boolean;

  constructor(
    private readonly acquirer: AcquirerClient,
    @Inject(SETTINGS) settings: ApiSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.isDeferred = settings.CHARGES === 'deferred';
    this.leaseSeconds = this.isDeferred ? 0 : leaseSeconds(settings.ACQUIRER_TIMEOUT_MS);
  }

  /** Notes an attempt in the transaction that moves its payment to `processing`. */
  async note(database: Queryable, attempt: Omit<Attempt, 'id' | 'origin'>): Promise<void> {
    const { paymentId, kind, amount, currency, paymentMethod } = attempt;
    const trace = currentTraceparent() ?? null;
    const values = [newUuid(), paymentId, kind, amount.toString(), currency, paymentMethod, trace, this.leaseSeconds];
    await database.query(NOTE, values);
  }

  /** The attempt that a payment's transaction at that moment noted. */
  async find(database: Queryable, paymentId: string, begunAt: string): Promise<Attempt> {
    const [row] = await database.query<Omit<Attempt, 'amount'> & { amount: string }>(FIND, [paymentId, begunAt]);
    if (!row) throw new Error(`Payment ${paymentId} has no attempt of ${begunAt}.`);
    return { ...row, amount: BigInt(row.amount) };
  }

  /** Asks the acquirer, also what became of it when the process that asked died. */
  async ask(attempt: Attempt, isResumed: boolean): Promise<ChargeResult> {
    const question = { reference: attempt.id, isResumed, logger: this.logger };
    return askAcquirer(this.acquirer, question, () => this.#send(attempt));
  }

  /** Books a result, or that there is none yet. Gives what is booked, by this process or another. */
  async book(database: Queryable, attemptId: string, result: ChargeResult, context: FinishContext): Promise<Decision> {
    if (result.outcome === 'unknown') await database.query(UNKNOWN, [attemptId]);
    else await finishCharge(database, attemptId, result, context);
    const [decision] = await database.query<Decision>(DECISION, [attemptId]);
    if (!decision) throw new Error(`There is no attempt ${attemptId}.`);
    return decision;
  }

  #send({ id, paymentId, kind, amount, currency, paymentMethod, origin }: Attempt): Promise<ChargeResult> {
    const request = { reference: id, payment: paymentId, amount, currency };
    if (kind === 'charge' || kind === 'authorise')
      return this.acquirer.charge({ ...request, token: paymentMethod, capture: kind === 'charge' });
    if (!origin) throw new Error(`Attempt ${id} follows up no charge.`);
    const followUp: FollowUpRequest = { ...request, charge: origin };
    return kind === 'capture' ? this.acquirer.capture(followUp) : this.acquirer.void(followUp);
  }
}

const NOTE = `
  INSERT INTO charge_attempts (id, payment_id, kind, amount, currency, payment_method, traceparent, next_inquiry_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))`;

/** An attempt and the key that it belongs to carry the time of the transaction that wrote both. */
const FIND = `
  SELECT attempt.id, attempt.payment_id AS "paymentId", attempt.kind, attempt.amount, attempt.currency,
    attempt.payment_method AS "paymentMethod", origin.id AS origin
  FROM charge_attempts attempt
  LEFT JOIN charge_attempts origin ON origin.payment_id = attempt.payment_id AND origin.id <> attempt.id
    AND origin.kind IN ('charge', 'authorise') AND origin.state <> 'declined'
  WHERE attempt.payment_id = $1 AND attempt.started_at = $2::timestamptz`;

const UNKNOWN = `
  UPDATE charge_attempts SET state = 'unknown', next_inquiry_at = now() + interval '5 seconds'
  WHERE id = $1 AND state = 'pending'`;

const DECISION = `SELECT kind, state, decline_code AS "declineCode" FROM charge_attempts WHERE id = $1`;
