import type { Queryable } from '@payments/core/database';

/** Something asked of the acquirer whose answer is not known, with what sending it again needs. */
export interface OpenOperation {
  /** The attempt's or refund's id: the acquirer's reference. */
  id: string;
  kind: 'charge' | 'authorise' | 'capture' | 'void' | 'refund';
  state: string;
  paymentId: string;
  amount: string;
  currency: string;
  paymentMethod: string;
  /** Reference of the charge that a capture, void or refund follows up. */
  chargeId: string | null;
  traceparent: string | null;
  inquiries: number;
}

/** Pauses after the 1st, 2nd … inquiry; the last repeats. The first outlasts two requests that time out. */
export const INQUIRY_PAUSES_S: readonly number[] = [15, 30, 60, 300, 900, 3_600];

/**
 * Takes attempts that are due for an inquiry, and sets their next one: that is the lease under which this process asks,
 * and the back-off when it learns nothing.
 */
export async function claimDueAttempts(database: Queryable, limit: number): Promise<OpenOperation[]> {
  return database.query<OpenOperation>(ATTEMPTS, [limit, [...INQUIRY_PAUSES_S]]);
}

/** The same for refunds. */
export async function claimDueRefunds(database: Queryable, limit: number): Promise<OpenOperation[]> {
  return database.query<OpenOperation>(REFUNDS, [limit, [...INQUIRY_PAUSES_S]]);
}

const NEXT = `now() + make_interval(secs => ($2::integer[])[least(inquiries + 1, cardinality($2::integer[]))])`;

/** A void can also end a charge that waits for its customer, so any charge that was not declined is followed up. */
const CHARGE = `
  SELECT charge.id FROM charge_attempts charge WHERE charge.payment_id = claimed.payment_id
    AND charge.kind IN ('charge', 'authorise') AND charge.state <> 'declined'`;

const ATTEMPTS = `
  WITH due AS (
    SELECT id FROM charge_attempts
    WHERE state IN ('pending', 'unknown', 'requires_action') AND next_inquiry_at <= now()
    ORDER BY next_inquiry_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE charge_attempts attempt SET inquiries = inquiries + 1, next_inquiry_at = ${NEXT}
    FROM due WHERE attempt.id = due.id RETURNING attempt.*
  )
  SELECT id, kind, state, payment_id AS "paymentId", amount, currency, payment_method AS "paymentMethod",
    CASE WHEN kind IN ('capture', 'void') THEN (${CHARGE}) END AS "chargeId", traceparent, inquiries
  FROM claimed`;

const REFUNDS = `
  WITH due AS (
    SELECT id FROM refunds WHERE status = 'pending' AND next_inquiry_at <= now()
    ORDER BY next_inquiry_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE refunds refund SET inquiries = inquiries + 1, next_inquiry_at = ${NEXT}
    FROM due WHERE refund.id = due.id RETURNING refund.*
  )
  SELECT id, 'refund' AS kind, status AS state, payment_id AS "paymentId", amount, currency, '' AS "paymentMethod",
    (${CHARGE}) AS "chargeId", traceparent, inquiries
  FROM claimed`;
