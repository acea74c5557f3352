import type { Queryable } from '@payments/core/database';
import { z } from 'zod';

const momentPattern = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g;

const row = z.array(z.string().nullable());

/**
 * The parameters of the hot path's statement, in its order, as they were for the newest payment. Read from what was
 * written, so that pgbench writes rows of the same shape and size.
 */
export async function readParameters(sql: Queryable, apiKeyId: string): Promise<(string | null)[]> {
  const [read] = await sql.query<{ values: unknown }>(NEWEST, [apiKeyId]);
  const values = row.parse(read?.values);
  return values.map(value => value?.replaceAll(momentPattern, String.raw`"\u0000moment"`) ?? null);
}

/** The lease ($6) only decides about keys that are known, which those of a benchmark are not. */
const NEWEST = `
  SELECT ARRAY['1', payment.merchant_id::text, payment.live::text, answer.key, $1::text, '20', answer.request_hash::text,
    told.request_id, told.actor, payment.id::text, payment.status, payment.amount::text, payment.currency,
    payment.capture_method, payment.payment_method, payment.merchant_reference, payment.description,
    payment.metadata::text, event.id::text, event.payload, event.traceparent, attempt.id::text, attempt.kind, '0',
    answer.response_body] AS values
  FROM payments payment
  JOIN payment_events told ON told.payment_id = payment.id
  JOIN outbox_events event ON event.payment_id = payment.id
  JOIN charge_attempts attempt ON attempt.payment_id = payment.id
  JOIN idempotency_keys answer ON answer.subject_id = payment.id
  ORDER BY payment.id DESC LIMIT 1`;
