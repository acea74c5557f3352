import { insert, makePayment } from '@payments/testing';
import type { Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { writeEvent } from '@payments/core/outbox';
import { EVENT_TYPES } from '@payments/core/payments';
import { seal } from '@payments/core/sealing';
import { makeWebhookSecret } from '@payments/core/webhooks';

export const SEALING_KEY = Buffer.alloc(32, 7);

export interface MadeEndpoint {
  id: string;
  secret: string;
}

/** Inserts an endpoint that wants every event. */
export async function makeEndpoint(
  database: Queryable,
  merchantId: string,
  url: string,
  overrides: Record<string, unknown> = {},
): Promise<MadeEndpoint> {
  const id = newUuid();
  const secret = makeWebhookSecret();
  await insert(database, 'webhook_endpoints', {
    id,
    merchant_id: merchantId,
    live: false,
    url,
    events: [...EVENT_TYPES],
    secret_sealed: sealedFor(id, secret),
    ...overrides,
  });
  return { id, secret };
}

export function sealedFor(endpointId: string, secret: string): Buffer {
  return seal(secret, SEALING_KEY, `webhook_endpoint:${endpointId}`);
}

/** Inserts a payment and announces it. Gives the event's id. */
export async function makeEvent(database: Queryable, merchantId: string): Promise<string> {
  const paymentId = await makePayment(database, merchantId);
  return writeEvent(database, { type: 'payment.created', paymentId });
}

export interface DeliveryRow {
  id: string;
  state: string;
  attempts: number;
  reason: string | null;
  /** Until the next attempt. */
  waitMs: number | null;
}

/** The deliveries of an endpoint, oldest first. */
export function deliveriesOf(database: Queryable, endpointId: string): Promise<DeliveryRow[]> {
  return database.query<DeliveryRow>(
    `SELECT id, state, attempts, dead_reason AS reason,
       (extract(epoch FROM next_attempt_at - now()) * 1000)::integer AS "waitMs"
     FROM webhook_deliveries WHERE endpoint_id = $1 ORDER BY id`,
    [endpointId],
  );
}

/** Lets the time pass that the schedule, a lease or the breaker waits for. */
export async function makeDue(database: Queryable, endpointId: string): Promise<void> {
  await database.query(
    `WITH resumed AS (UPDATE webhook_endpoints SET paused_until = now() WHERE id = $1 AND paused_until IS NOT NULL),
     due AS (UPDATE webhook_deliveries SET next_attempt_at = now() WHERE endpoint_id = $1 AND state = 'waiting')
     SELECT 1`,
    [endpointId],
  );
}
