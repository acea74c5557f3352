import type { Queryable } from '@payments/core/database';
import { BREAKER_THRESHOLD } from './breaker.ts';

/** A delivery this process may send until its lease ends, with what it needs for that. */
export interface ClaimedDelivery {
  id: string;
  eventId: string;
  endpointId: string;
  attemptsSinceResend: number;
  url: string;
  secretSealed: Buffer;
  previousSecretSealed: Buffer | null;
  previousSecretExpiresAt: Date | null;
  payload: string;
  traceparent: string | null;
  /** The database's clock: signatures must not depend on ours. */
  now: Date;
}

/** The endpoint of a delivery that is due and free, for a hint that names only the delivery. */
export async function endpointOf(database: Queryable, deliveryId: string): Promise<string | undefined> {
  const [row] = await database.query<{ endpointId: string }>(PEEK, [deliveryId]);
  return row?.endpointId;
}

/**
 * Claims one due delivery of an endpoint: the named one, or the oldest. Nothing is claimed while the breaker is open;
 * when its pause is over, one claim of all workers wins the probe and begins a pause that its result ends.
 * @param leaseMs after this long without a result, another worker may send it again
 */
export async function claimDelivery(
  database: Queryable,
  endpointId: string,
  deliveryId: string | undefined,
  leaseMs: number,
): Promise<ClaimedDelivery | undefined> {
  const [row] = await database.query<ClaimedDelivery>(CLAIM, [
    endpointId,
    deliveryId ?? null,
    leaseMs,
    BREAKER_THRESHOLD,
  ]);
  return row;
}

const IS_DUE = `state = 'waiting' AND next_attempt_at <= now() AND (claimed_until IS NULL OR claimed_until < now())`;

const PEEK = `SELECT endpoint_id AS "endpointId" FROM webhook_deliveries WHERE id = $1 AND ${IS_DUE}`;

const CLAIM = `
  WITH probe AS (
    UPDATE webhook_endpoints SET paused_until = now() + $3::double precision * interval '1 ms'
    WHERE id = $1 AND enabled AND deleted_at IS NULL AND consecutive_failures >= $4
      AND (paused_until IS NULL OR paused_until <= now())
      AND EXISTS (SELECT FROM webhook_deliveries WHERE endpoint_id = $1 AND ${IS_DUE})
    RETURNING id
  ), picked AS (
    SELECT id FROM webhook_deliveries
    WHERE endpoint_id = $1 AND id = coalesce($2::uuid, id) AND ${IS_DUE}
      AND (EXISTS (SELECT FROM probe) OR EXISTS (SELECT FROM webhook_endpoints endpoint
        WHERE endpoint.id = $1 AND endpoint.enabled AND endpoint.deleted_at IS NULL AND endpoint.consecutive_failures < $4))
    ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE webhook_deliveries delivery SET claimed_until = now() + $3::double precision * interval '1 ms'
    FROM picked WHERE delivery.id = picked.id
    RETURNING delivery.id, delivery.event_id, delivery.endpoint_id, delivery.attempts_since_resend
  )
  SELECT claimed.id, claimed.event_id AS "eventId", claimed.endpoint_id AS "endpointId",
    claimed.attempts_since_resend AS "attemptsSinceResend", endpoint.url, endpoint.secret_sealed AS "secretSealed",
    endpoint.previous_secret_sealed AS "previousSecretSealed",
    endpoint.previous_secret_expires_at AS "previousSecretExpiresAt", event.payload, event.traceparent, now() AS now
  FROM claimed JOIN webhook_endpoints endpoint ON endpoint.id = claimed.endpoint_id
  JOIN outbox_events event ON event.id = claimed.event_id`;
