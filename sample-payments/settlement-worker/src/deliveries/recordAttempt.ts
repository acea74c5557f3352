import type { Queryable } from '@payments/core/database';
import { deliveryOutcome, nextAttemptAt, type DeliveryOutcome } from '@payments/core/webhooks';
import { BREAKER_PAUSES_MS, BREAKER_THRESHOLD } from './breaker.ts';
import type { ClaimedDelivery } from './claimDelivery.ts';
import type { WebhookAnswer } from './sendWebhook.ts';

/** What an attempt led to: `exhausted` is the failure after which the schedule has no further attempt. */
export type AttemptOutcome = DeliveryOutcome | 'exhausted';

/**
 * Writes the attempt and what follows from it: the delivery's next attempt or end, the endpoint's breaker, and for a
 * 410 that the endpoint is off. One statement, so that a crash leaves either all of it or a lease that runs out.
 */
export async function recordAttempt(
  database: Queryable,
  delivery: ClaimedDelivery,
  answer: WebhookAnswer,
  durationMs: number,
): Promise<AttemptOutcome> {
  const { outcome, pauseMs } = decide(answer, delivery.attemptsSinceResend + 1, Math.random());
  const attempt = [
    delivery.id,
    delivery.endpointId,
    delivery.now,
    Math.round(durationMs),
    'httpStatus' in answer ? answer.httpStatus : null,
    answer.failure ?? null,
  ];
  if (outcome === 'delivered') await database.query(DELIVERED, attempt);
  else await database.query(FAILED, [...attempt, outcome, pauseMs, BREAKER_THRESHOLD, [...BREAKER_PAUSES_MS]]);
  return outcome;
}

/**
 * Pure. The pause is a length, not a moment, so that the database's clock places it.
 * @param attempts including this one, since the last resend
 */
export function decide(
  answer: WebhookAnswer,
  attempts: number,
  random: number,
): { outcome: AttemptOutcome; pauseMs: number } {
  const outcome = deliveryOutcome(answer);
  if (outcome !== 'retry') return { outcome, pauseMs: 0 };
  const next = nextAttemptAt(attempts, new Date(0), random);
  return next === 'dead' ? { outcome: 'exhausted', pauseMs: 0 } : { outcome, pauseMs: next.getTime() };
}

const NOTE = `
  noted AS (
    INSERT INTO webhook_delivery_attempts (delivery_id, attempt, started_at, duration_ms, http_status, failure)
    SELECT id, attempts, $3, $4, $5, $6 FROM counted
  )`;

/** A receipt counts whatever happened meanwhile: a late one also ends a delivery that was given up. */
const DELIVERED = `
  WITH counted AS (
    UPDATE webhook_deliveries SET attempts = attempts + 1, attempts_since_resend = attempts_since_resend + 1,
      state = 'delivered', next_attempt_at = NULL, claimed_until = NULL, dead_reason = NULL,
      closed_at = coalesce(closed_at, now())
    WHERE id = $1 RETURNING id, attempts
  ), ${NOTE}, closed AS (
    UPDATE webhook_endpoints SET consecutive_failures = 0, paused_until = NULL
    WHERE id = $2 AND (consecutive_failures > 0 OR paused_until IS NOT NULL)
  )
  SELECT FROM counted`;

/** A failure moves only a delivery that still waits: a second worker may have delivered it after our lease. */
const FAILED = `
  WITH counted AS (
    UPDATE webhook_deliveries SET attempts = attempts + 1, attempts_since_resend = attempts_since_resend + 1,
      claimed_until = NULL,
      state = CASE WHEN state = 'waiting' AND $7 <> 'retry' THEN 'dead' ELSE state END,
      dead_reason = CASE WHEN state = 'waiting' AND $7 <> 'retry' THEN $7 ELSE dead_reason END,
      closed_at = CASE WHEN state = 'waiting' AND $7 <> 'retry' THEN now() ELSE closed_at END,
      next_attempt_at = CASE WHEN state = 'waiting' AND $7 = 'retry' THEN now() + $8::double precision * interval '1 ms' END
    WHERE id = $1 RETURNING id, attempts
  ), ${NOTE}, blamed AS (
    UPDATE webhook_endpoints SET
      consecutive_failures = consecutive_failures + 1,
      paused_until = CASE WHEN consecutive_failures + 1 >= $9 THEN
        now() + ($10::integer[])[least(consecutive_failures + 2 - $9, cardinality($10::integer[]))] * interval '1 ms' END,
      enabled = enabled AND $7 <> 'gone',
      disabled_reason = CASE WHEN enabled AND $7 = 'gone' THEN 'gone' ELSE disabled_reason END,
      updated_at = CASE WHEN enabled AND $7 = 'gone' THEN now() ELSE updated_at END
    WHERE id = $2
  )
  SELECT FROM counted`;
