import type { Queryable } from '@payments/core/database';

export interface DueDelivery {
  id: string;
  endpointId: string;
  /** How long it has been due: a hint for it got lost, or everyone is busy. */
  overdueMs: number;
}

/** What the contract promises: after this long a delivery is not tried again by itself. */
export const LONGEST_RETRYING_DAYS = 3;

/**
 * Due deliveries that nobody is sending, the oldest first, of each endpoint at most `perEndpoint`: a backlog of one
 * cannot crowd out the others. Endpoints whose breaker is open are left out.
 */
export async function findDue(database: Queryable, perEndpoint: number, limit: number): Promise<DueDelivery[]> {
  return database.query<DueDelivery>(FIND, [perEndpoint, limit]);
}

/**
 * Ends the deliveries that wait for an endpoint which was removed or turned off, and moves those of paused endpoints
 * to the end of the pause, or ends them when that is past the promised three days.
 * @returns how many rows changed; at the limit there may be more
 */
export async function closeAndDefer(database: Queryable, limit: number): Promise<number> {
  const [closed] = await database.query<{ count: number }>(CLOSE, [limit]);
  const [deferred] = await database.query<{ count: number }>(DEFER, [limit, LONGEST_RETRYING_DAYS]);
  return (closed?.count ?? 0) + (deferred?.count ?? 0);
}

const IS_FREE = `(delivery.claimed_until IS NULL OR delivery.claimed_until < now())`;

const FIND = `
  SELECT due.id, endpoint.id AS "endpointId", (extract(epoch FROM now() - due.next_attempt_at) * 1000)::integer AS "overdueMs"
  FROM webhook_endpoints endpoint
  CROSS JOIN LATERAL (
    SELECT delivery.id, delivery.next_attempt_at FROM webhook_deliveries delivery
    WHERE delivery.endpoint_id = endpoint.id AND delivery.state = 'waiting' AND delivery.next_attempt_at <= now() AND ${IS_FREE}
    ORDER BY delivery.next_attempt_at, delivery.id LIMIT $1
  ) due
  WHERE endpoint.enabled AND endpoint.deleted_at IS NULL AND (endpoint.paused_until IS NULL OR endpoint.paused_until <= now())
  ORDER BY due.next_attempt_at, due.id LIMIT $2`;

const CLOSE = `
  WITH ended AS (
    SELECT delivery.id, endpoint.deleted_at IS NOT NULL AS removed
    FROM webhook_endpoints endpoint JOIN webhook_deliveries delivery ON delivery.endpoint_id = endpoint.id
    WHERE (endpoint.deleted_at IS NOT NULL OR NOT endpoint.enabled) AND delivery.state = 'waiting' AND ${IS_FREE}
    LIMIT $1 FOR UPDATE OF delivery SKIP LOCKED
  ), closed AS (
    UPDATE webhook_deliveries delivery SET state = 'dead', next_attempt_at = NULL, claimed_until = NULL, closed_at = now(),
      dead_reason = CASE WHEN ended.removed THEN 'endpoint_removed' ELSE 'endpoint_disabled' END
    FROM ended WHERE delivery.id = ended.id RETURNING delivery.id
  )
  SELECT count(*)::integer AS count FROM closed`;

/** Since when it is tried: its first attempt after the last resend, or its creation when nothing was tried yet. */
const DEFER = `
  WITH waiting AS (
    SELECT delivery.id, endpoint.paused_until,
      coalesce((SELECT attempt.started_at FROM webhook_delivery_attempts attempt WHERE attempt.delivery_id = delivery.id
        AND attempt.attempt = delivery.attempts - delivery.attempts_since_resend + 1),
        CASE WHEN delivery.attempts = 0 THEN delivery.created_at END) + make_interval(days => $2) < endpoint.paused_until AS is_over
    FROM webhook_endpoints endpoint JOIN webhook_deliveries delivery ON delivery.endpoint_id = endpoint.id
    WHERE endpoint.paused_until > now() AND delivery.state = 'waiting' AND delivery.next_attempt_at <= now() AND ${IS_FREE}
    LIMIT $1 FOR UPDATE OF delivery SKIP LOCKED
  ), moved AS (
    UPDATE webhook_deliveries delivery SET
      state = CASE WHEN waiting.is_over THEN 'dead' ELSE 'waiting' END,
      dead_reason = CASE WHEN waiting.is_over THEN 'exhausted' END,
      closed_at = CASE WHEN waiting.is_over THEN now() END,
      next_attempt_at = CASE WHEN waiting.is_over THEN NULL ELSE waiting.paused_until END,
      claimed_until = NULL
    FROM waiting WHERE delivery.id = waiting.id RETURNING delivery.id
  )
  SELECT count(*)::integer AS count FROM moved`;
