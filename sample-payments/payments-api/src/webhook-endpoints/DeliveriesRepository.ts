import { Injectable } from '@nestjs/common';
import type { Queryable, WebhookDelivery } from '@payments/core/database';
import { pageSql, Where, type PageRequest } from '../http/paging.ts';
import { Database } from '../platform/Database.ts';

/** A delivery with its event and what was tried. */
export interface DeliveryRow extends Pick<WebhookDelivery, 'id' | 'state' | 'nextAttemptAt'> {
  /** The exact text that is sent. */
  payload: string;
  attempts: { at: string; durationMs: number; httpStatus: number | null; failure: string | null }[];
}

/** The SQL of deliveries. The endpoint was found to be the caller's before. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly database: Database) {}

  async list(endpointId: string, state: string | undefined, page: PageRequest): Promise<DeliveryRow[]> {
    const where = new Where().add('delivery.endpoint_id = ?', endpointId);
    if (state !== undefined) where.add('delivery.state = ?', state);
    return this.database.query<DeliveryRow>(pageSql(SELECT, where, 'delivery.id', page), where.parameters);
  }

  /** Locks a delivery, and tells whether a worker is sending it now. */
  async lock(database: Queryable, endpointId: string, id: string): Promise<{ isBusy: boolean } | undefined> {
    return (await database.query<{ isBusy: boolean }>(LOCK, [id, endpointId]))[0];
  }

  /** Due at once, with the whole schedule ahead of it. */
  async resend(database: Queryable, id: string): Promise<DeliveryRow> {
    await database.query(RESEND, [id]);
    const [delivery] = await database.query<DeliveryRow>(`${SELECT} WHERE delivery.id = $1`, [id]);
    if (!delivery) throw new Error(`Delivery ${id} is gone.`);
    return delivery;
  }
}

const SELECT = `
  SELECT delivery.id, delivery.state, delivery.next_attempt_at AS "nextAttemptAt", event.payload,
    (SELECT coalesce(json_agg(json_build_object('at', attempt.started_at, 'durationMs', attempt.duration_ms,
        'httpStatus', attempt.http_status, 'failure', attempt.failure) ORDER BY attempt.attempt), '[]')
      FROM webhook_delivery_attempts attempt WHERE attempt.delivery_id = delivery.id) AS attempts
  FROM webhook_deliveries delivery JOIN outbox_events event ON event.id = delivery.event_id`;

const LOCK = `
  SELECT coalesce(state = 'waiting' AND claimed_until > now(), false) AS "isBusy"
  FROM webhook_deliveries WHERE id = $1 AND endpoint_id = $2 FOR UPDATE`;

const RESEND = `
  UPDATE webhook_deliveries SET state = 'waiting', next_attempt_at = now(), claimed_until = NULL, closed_at = NULL,
    dead_reason = NULL, attempts_since_resend = 0
  WHERE id = $1`;
