import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Queryable } from '@payments/core/database';
import { newPublicId } from '@payments/core/identifiers';
import { describeRefund } from '@payments/core/representations';
import type { Logger } from 'pino';
import type { Decision } from '../charges/Charges.ts';
import { leaseSeconds } from '../idempotency/claim.ts';
import type { Outcome } from '../idempotency/IdempotencyService.ts';
import { answerAfter } from '../payments/paymentAnswers.ts';
import { PaymentsRepository } from '../payments/PaymentsRepository.ts';
import { Database } from '../platform/Database.ts';
import { LOGGER, SETTINGS } from '../platform/tokens.ts';
import { RefundsRepository } from '../refunds/RefundsRepository.ts';
import type { ApiSettings } from '../settings.ts';

interface AbandonedKey {
  merchantId: string;
  live: boolean;
  key: string;
  subjectId: string;
  /** What the key's transaction asked of the acquirer, unless it is a refund. */
  attempt: Decision | null;
  hasMadePayment: boolean;
}

const EVERY_MS = 30_000;
const BATCH = 20;

/**
 * Gives keys an answer whose process died and whose caller never came back. It does not ask the acquirer: the
 * settlement worker finds out what became of the charge, and only then is there an answer to keep.
 */
@Injectable()
export class AbandonedKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  readonly #lease: number;

  constructor(
    private readonly database: Database,
    private readonly payments: PaymentsRepository,
    private readonly refunds: RefundsRepository,
    @Inject(SETTINGS) settings: ApiSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#lease = leaseSeconds(settings.ACQUIRER_TIMEOUT_MS);
  }

  onApplicationBootstrap(): void {
    const run = () =>
      this.finish().catch((error: unknown) => this.logger.warn({ err: error }, 'keys were not finished'));
    this.#timer = setInterval(run, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Finishes up to a batch of keys. Gives how many. */
  async finish(): Promise<number> {
    return this.database.transaction(async database => {
      const keys = await database.query<AbandonedKey>(FIND, [this.#lease, BATCH]);
      for (const key of keys) {
        const { status, body } = await this.#outcome(database, key);
        await database.query(FINISH, [key.merchantId, key.live, key.key, status, body]);
      }
      return keys.length;
    });
  }

  async #outcome(database: Queryable, key: AbandonedKey): Promise<Pick<Outcome, 'status' | 'body'>> {
    const { subjectId, attempt, hasMadePayment } = key;
    if (attempt === null)
      return { status: 201, body: JSON.stringify(describeRefund(await this.refunds.reread(database, subjectId))) };
    const payment = await this.payments.reread(database, subjectId);
    return answerAfter(payment, attempt, { status: hasMadePayment ? 201 : 200, requestId: newPublicId('request') });
  }
}

/**
 * Keys, attempts and timelines carry the time of the transaction that wrote them. Pending ones are left to the
 * worker; and a key that a retry is working on is locked or was taken over a moment ago.
 */
const FIND = `
  SELECT key.merchant_id AS "merchantId", key.live, key.key, key.subject_id AS "subjectId",
    CASE WHEN attempt.id IS NOT NULL THEN
      json_build_object('kind', attempt.kind, 'state', attempt.state, 'declineCode', attempt.decline_code) END AS attempt,
    EXISTS (SELECT FROM payment_events event WHERE event.payment_id = key.subject_id AND event.version = 1
      AND event.occurred_at = key.created_at) AS "hasMadePayment"
  FROM idempotency_keys key
  LEFT JOIN charge_attempts attempt ON attempt.payment_id = key.subject_id AND attempt.started_at = key.created_at
  LEFT JOIN refunds refund ON refund.id = key.subject_id
  WHERE key.state = 'running' AND key.locked_at < now() - make_interval(secs => $1)
    AND (attempt.state <> 'pending' OR refund.status <> 'pending')
  ORDER BY key.locked_at LIMIT $2 FOR UPDATE OF key SKIP LOCKED`;

const FINISH = `
  UPDATE idempotency_keys SET state = 'finished', locked_at = NULL, response_status = $4, response_body = $5
  WHERE merchant_id = $1 AND live = $2 AND key = $3`;
