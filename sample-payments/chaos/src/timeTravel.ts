import type { Queryable } from '@payments/core/database';
import { WEBHOOK_TIMEOUT_MS } from './stage/Stage.ts';

/**
 * Lets the time pass that leases last: of keys, charges and deliveries, whether their holders live or not. A holder
 * that lives meets what took over from it.
 */
export async function expireLeases(sql: Queryable): Promise<void> {
  await pass(sql, 0);
}

/**
 * Lets the time pass that schedules wait for, so that a run need not: what is to be asked or tried again is due now.
 * Leases end only of what is older than any request takes, so that nobody who still works loses theirs.
 * @param without an endpoint that is not tried again yet
 */
export async function skipWaiting(sql: Queryable, without?: string): Promise<void> {
  await pass(sql, ABANDONED_AFTER_S);
  await sql.query(SKIP_SCHEDULES, [without ?? null]);
}

/** No request and no delivery takes longer, unless the machine is very busy: then another takes over, which must do. */
const ABANDONED_AFTER_S = 2;

async function pass(sql: Queryable, olderThanSeconds: number): Promise<void> {
  await sql.query(EXPIRE, [olderThanSeconds]);
}

/** The worker's lease of a delivery: 10 s more than the attempt may take. */
const DELIVERY_LEASE_S = WEBHOOK_TIMEOUT_MS / 1_000 + 10;

const EXPIRE = `
  WITH keys AS (
    UPDATE idempotency_keys SET locked_at = now() - interval '1 hour'
    WHERE state = 'running' AND locked_at <= now() - make_interval(secs => $1)
  ), attempts AS (
    UPDATE charge_attempts SET next_inquiry_at = now()
    WHERE state IN ('pending', 'unknown', 'requires_action') AND started_at <= now() - make_interval(secs => $1)
  ), back AS (
    UPDATE refunds SET next_inquiry_at = now()
    WHERE status = 'pending' AND created_at <= now() - make_interval(secs => $1)
  ), deliveries AS (
    UPDATE webhook_deliveries SET claimed_until = NULL
    WHERE state = 'waiting' AND claimed_until <= now() + make_interval(secs => ${DELIVERY_LEASE_S} - $1)
  )
  SELECT 1`;

/** Overdue by more than the time for which the sweeper trusts in hints. */
const SKIP_SCHEDULES = `
  WITH endpoints AS (
    UPDATE webhook_endpoints SET paused_until = now() WHERE paused_until > now() AND id IS DISTINCT FROM $1::uuid
  ), deliveries AS (
    UPDATE webhook_deliveries SET next_attempt_at = now() - interval '3 seconds'
    WHERE state = 'waiting' AND next_attempt_at > now() - interval '2 seconds' AND endpoint_id IS DISTINCT FROM $1::uuid
      AND (claimed_until IS NULL OR claimed_until < now())
  )
  SELECT 1`;
