import type { DataSource } from 'typeorm';
import { fromTypeOrm, inTransaction, type Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { isOfTheRow, postpone } from './postpone.ts';

interface DueEvent {
  id: string;
  endpointIds: string[];
}

export interface MadeDelivery {
  id: string;
  endpointId: string;
}

export interface Dispatched {
  events: number;
  deliveries: MadeDelivery[];
}

/** Turns committed events into deliveries, one for each endpoint that wants the event. */
export class OutboxRelay {
  readonly #dataSource: DataSource;
  readonly #batch: number;

  /** @param batch events in one transaction */
  constructor(dataSource: DataSource, batch = 200) {
    this.#dataSource = dataSource;
    this.#batch = batch;
  }

  /** Dispatches the oldest due events. Workers that run it at once get different ones. */
  async dispatch(): Promise<Dispatched> {
    try {
      return await this.#dispatch(CLAIM, [this.#batch]);
    } catch (error) {
      if (!isOfTheRow(error)) throw error;
      return this.#dispatchEach();
    }
  }

  /** One of the batch cannot be dispatched. Each gets a transaction of its own, so that the others do not wait for it. */
  async #dispatchEach(): Promise<Dispatched> {
    const database = fromTypeOrm(this.#dataSource);
    const due = await database.query<{ id: string }>(DUE, [this.#batch]);
    const dispatched: Dispatched = { events: 0, deliveries: [] };
    for (const { id } of due) {
      try {
        const { events, deliveries } = await this.#dispatch(CLAIM_ONE, [id]);
        dispatched.events += events;
        dispatched.deliveries.push(...deliveries);
      } catch (error) {
        if (!isOfTheRow(error)) throw error;
        await postpone(database, id, error);
      }
    }
    return dispatched;
  }

  async #dispatch(claim: string, parameters: unknown[]): Promise<Dispatched> {
    return inTransaction(this.#dataSource, async database => {
      const events = await database.query<DueEvent>(claim, parameters);
      if (events.length === 0) return { events: 0, deliveries: [] };
      const deliveries = await makeDeliveries(database, events);
      await database.query(CLOSE, [events.map(event => event.id)]);
      return { events: events.length, deliveries };
    });
  }
}

async function makeDeliveries(database: Queryable, events: readonly DueEvent[]): Promise<MadeDelivery[]> {
  const rows = events.flatMap(({ id, endpointIds }) => endpointIds.map(endpointId => ({ id, endpointId })));
  if (rows.length === 0) return [];
  return database.query<MadeDelivery>(MAKE, [
    rows.map(() => newUuid()),
    rows.map(row => row.id),
    rows.map(row => row.endpointId),
  ]);
}

/**
 * The deliveries to hint at: of each endpoint only as many as it may have at once, because each of them goes on to the
 * next. Hints beyond that would only be turned away.
 */
export function worthHinting(deliveries: readonly MadeDelivery[], perEndpoint: number): string[] {
  const groups = Map.groupBy(deliveries, ({ endpointId }) => endpointId);
  return [...groups.values()].flatMap(group => group.slice(0, perEndpoint).map(({ id }) => id));
}

/** The payload is passed on as text, so an event of a newer version needs nothing here. */
const EVENTS = `
  SELECT event.id, ARRAY(
    SELECT endpoint.id::text FROM webhook_endpoints endpoint
    WHERE endpoint.merchant_id = event.merchant_id AND endpoint.live = event.live AND endpoint.deleted_at IS NULL
      AND endpoint.enabled AND endpoint.events @> ARRAY[event.type]) AS "endpointIds"
  FROM outbox_events event
  WHERE event.state = 'waiting' AND event.next_attempt_at <= now()`;

const CLAIM = `${EVENTS} ORDER BY event.next_attempt_at, event.id LIMIT $1 FOR UPDATE OF event SKIP LOCKED`;

const CLAIM_ONE = `${EVENTS} AND event.id = $1 FOR UPDATE OF event SKIP LOCKED`;

const DUE = `
  SELECT id FROM outbox_events WHERE state = 'waiting' AND next_attempt_at <= now()
  ORDER BY next_attempt_at, id LIMIT $1`;

const MAKE = `
  WITH made AS (
    INSERT INTO webhook_deliveries (id, event_id, endpoint_id)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[])
    ON CONFLICT (event_id, endpoint_id) DO NOTHING RETURNING id, endpoint_id
  )
  SELECT id, endpoint_id AS "endpointId" FROM made`;

const CLOSE = `
  UPDATE outbox_events SET state = 'dispatched', attempts = attempts + 1, next_attempt_at = NULL, closed_at = now()
  WHERE id = ANY ($1::uuid[])`;
