import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMerchant } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import type { Queryable } from '@payments/core/database';
import { deliveriesOf, makeEndpoint, makeEvent } from '../testing/rows.fixture.ts';
import { OutboxRelay } from './OutboxRelay.ts';
import { MAXIMUM_DISPATCHES } from './postpone.ts';

let database: TestDatabase;
let app: Queryable;
let relay: OutboxRelay;

beforeAll(async () => {
  database = await TestDatabase.create();
  app = await database.as('app');
  relay = new OutboxRelay(await database.source('app'));
});
afterAll(() => database.drop());

/** An event whose delivery cannot be made. */
async function poison(merchantId: string): Promise<string> {
  const eventId = await makeEvent(app, merchantId);
  const owner = await database.as('migrate');
  await owner.query(`
    CREATE TRIGGER poison_${eventId.replaceAll('-', '')} BEFORE INSERT ON webhook_deliveries FOR EACH ROW
      WHEN (NEW.event_id = '${eventId}') EXECUTE FUNCTION refuse_change('it is poison')`);
  return eventId;
}

const eventOf = async (id: string) =>
  (
    await app.query<{ state: string; attempts: number; lastFailure: string | null; waitSeconds: number | null }>(
      `SELECT state, attempts, last_failure AS "lastFailure",
         round(extract(epoch FROM next_attempt_at - now()))::integer AS "waitSeconds"
       FROM outbox_events WHERE id = $1`,
      [id],
    )
  )[0];

const makeDue = (id: string) =>
  app.query(
    `WITH due AS (UPDATE outbox_events SET next_attempt_at = now() WHERE id = $1 AND state = 'waiting') SELECT 1`,
    [id],
  );

describe('an event that cannot be dispatched', () => {
  it('keeps no other event of its batch from its endpoint, and is tried again later', async () => {
    const merchantId = await makeMerchant(app);
    const endpoint = await makeEndpoint(app, merchantId, 'https://shop.example/');
    const before = await makeEvent(app, merchantId);
    const bad = await poison(merchantId);
    const after = await makeEvent(app, merchantId);
    expect(await relay.dispatch()).toMatchObject({ events: 2 });
    expect(await deliveriesOf(app, endpoint.id)).toHaveLength(2);
    for (const good of [before, after]) expect(await eventOf(good)).toMatchObject({ state: 'dispatched' });
    expect(await eventOf(bad)).toEqual({
      state: 'waiting',
      attempts: 1,
      lastFailure: 'SQLSTATE 23000',
      waitSeconds: 10,
    });
    expect(await relay.dispatch()).toEqual({ events: 0, deliveries: [] });
  });

  it('waits longer each time, and is dead after the last', async () => {
    const merchantId = await makeMerchant(app);
    await makeEndpoint(app, merchantId, 'https://shop.example/');
    const bad = await poison(merchantId);
    const waits: unknown[] = [];
    for (let attempt = 1; attempt <= MAXIMUM_DISPATCHES; attempt += 1) {
      await makeDue(bad);
      await relay.dispatch();
      waits.push((await eventOf(bad))?.waitSeconds);
    }
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600, null]);
    expect(await eventOf(bad)).toMatchObject({ state: 'dead', attempts: MAXIMUM_DISPATCHES });
    await makeDue(bad);
    expect(await relay.dispatch()).toEqual({ events: 0, deliveries: [] });
  });

  it('is dispatched when what was wrong is repaired', async () => {
    const merchantId = await makeMerchant(app);
    const endpoint = await makeEndpoint(app, merchantId, 'https://shop.example/');
    const bad = await poison(merchantId);
    await relay.dispatch();
    const owner = await database.as('migrate');
    await owner.query(`DROP TRIGGER poison_${bad.replaceAll('-', '')} ON webhook_deliveries`);
    await makeDue(bad);
    expect(await relay.dispatch()).toMatchObject({ events: 1 });
    expect(await deliveriesOf(app, endpoint.id)).toHaveLength(1);
  });
});

describe('an error that is not the event’s own', () => {
  it('costs it no try', async () => {
    const own = await TestDatabase.create();
    const source = await own.source('app');
    const eventId = await makeEvent(await own.as('app'), await makeMerchant(await own.as('app')));
    const owner = await own.as('migrate');
    await owner.query('REVOKE UPDATE ON outbox_events FROM payments_app');
    await expect(new OutboxRelay(source).dispatch()).rejects.toThrow('permission denied');
    await owner.query('GRANT UPDATE ON outbox_events TO payments_app');
    const [row] = await owner.query('SELECT state, attempts FROM outbox_events WHERE id = $1', [eventId]);
    expect(row).toEqual({ state: 'waiting', attempts: 0 });
    await own.drop();
  });
});
