import { CLAIM_COLUMNS, CLAIM_SOURCE, type ClaimRow } from '../idempotency/claim.ts';

/**
 * The hot path: creating a payment, confirmed or not, is this one statement in one implicit transaction. It takes the
 * Idempotency-Key, and only if the key is new and the API key in force, writes payment, timeline, the attempt to
 * charge, event, and the key with its answer. The payment's moment is the database's and is put into the texts here
 * (`UNKNOWN_MOMENT`), so that a server with a wrong clock does not date payments.
 *
 * $1–$6 as in CLAIM_SOURCE · $7 request hash · $8 request id · $9 actor · $10 payment · $11 status · $12 amount
 * $13 currency · $14 capture method · $15 payment method · $16 reference · $17 description · $18 metadata
 * $19 event · $20 its payload · $21 traceparent · $22 attempt, or null · $23 its kind · $24 its lease in seconds
 * $25 the answer's body, or null when it follows in a second transaction
 */
export const CREATE_PAYMENT = `
  WITH claim AS MATERIALIZED (
    SELECT ${CLAIM_COLUMNS} FROM ${CLAIM_SOURCE}
  ), moment AS MATERIALIZED (
    SELECT date_trunc('milliseconds', now()) AS at,
      '"' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"' AS words
    FROM claim WHERE won AND "inForce" AND state IS NULL
  ), made AS (
    INSERT INTO payments (id, merchant_id, live, status, amount, currency, capture_method, payment_method,
      merchant_reference, description, metadata, created_at, updated_at)
    SELECT $10::uuid, $2, $3, $11::text, $12::bigint, $13::text, $14::text, $15::text, $16::text, $17::text, $18::jsonb, at, at
    FROM moment
    RETURNING id
  ), told AS (
    INSERT INTO payment_events (payment_id, version, type, to_status, actor, request_id)
    SELECT id, 1, 'created', $11, $9::text, $8::text FROM made
  ), asked AS (
    INSERT INTO charge_attempts (id, payment_id, kind, amount, currency, payment_method, traceparent, next_inquiry_at)
    SELECT $22::uuid, id, $23::text, $12, $13, $15, $21::text, now() + make_interval(secs => $24) FROM made WHERE $22 IS NOT NULL
  ), announced AS (
    INSERT INTO outbox_events (id, merchant_id, live, type, payment_id, payload, traceparent)
    SELECT $19::uuid, $2, $3, 'payment.created', made.id, replace($20::text, '"\\u0000moment"', moment.words), $21
    FROM made, moment
  ), kept AS (
    INSERT INTO idempotency_keys
      (merchant_id, live, key, request_hash, subject_id, state, locked_at, response_status, response_body)
    SELECT $2, $3, $4, $7::bytea, made.id, CASE WHEN $25::text IS NULL THEN 'running' ELSE 'finished' END,
      CASE WHEN $25 IS NULL THEN now() END, CASE WHEN $25 IS NOT NULL THEN 201 END,
      replace($25, '"\\u0000moment"', moment.words)
    FROM made, moment
    RETURNING response_body, created_at
  )
  SELECT claim.*, kept.response_body AS "madeBody", kept.created_at::text AS "madeAt" FROM claim LEFT JOIN kept ON true`;

/**
 * Stands for the moment in texts that are written before the database names it. As JSON it is a string that starts
 * with an escaped NUL, which no text of a caller does.
 */
class UnknownMoment extends Date {
  override toISOString(): string {
    return '\0moment';
  }
}

export const UNKNOWN_MOMENT: Date = new UnknownMoment(0);

/** The claim, and what was written when the key was new. */
export interface CreatedRow extends ClaimRow {
  madeBody: string | null;
  madeAt: string | null;
}
