const THE_KEY = 'merchant_id = $1 AND live = $2 AND key = $3';

/** A key that was answered in the transaction that took it. $1–$3 merchant, live, key, as in all of these. */
export const STORE = `
  INSERT INTO idempotency_keys
    (merchant_id, live, key, request_hash, state, subject_id, response_status, response_body, response_sealed)
  VALUES ($1, $2, $3, $4, 'finished', $5, $6, $7, $8)`;

/** A key whose answer follows in a second transaction. */
export const START = `
  WITH started AS (
    INSERT INTO idempotency_keys (merchant_id, live, key, request_hash, state, subject_id, locked_at)
    VALUES ($1, $2, $3, $4, 'running', $5, now()) RETURNING created_at
  )
  SELECT created_at::text AS "begunAt" FROM started`;

/** A new process carries on, and has a full lease for it. */
export const TAKE_OVER = `UPDATE idempotency_keys SET locked_at = now() WHERE ${THE_KEY} AND state = 'running'`;

/** Gives no row when the key was answered already: an answer is given once. */
export const FINISH = `
  WITH finished AS (
    UPDATE idempotency_keys SET state = 'finished', locked_at = NULL, subject_id = $4, response_status = $5,
      response_body = $6, response_sealed = $7
    WHERE ${THE_KEY} AND state = 'running' RETURNING key
  )
  SELECT key FROM finished`;

/** The answer that was given. */
export const STORED = `
  SELECT response_status AS "responseStatus", response_body AS "responseBody", response_sealed AS "responseSealed"
  FROM idempotency_keys WHERE ${THE_KEY} AND state = 'finished'`;

/** A trigger refuses to delete a key that has not expired. */
export const FORGET = `DELETE FROM idempotency_keys WHERE ${THE_KEY} AND expires_at <= now()`;
