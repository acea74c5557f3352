import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insert, makeMerchant } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import type { Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { OutboxRelay, worthHinting } from '../relay/OutboxRelay.ts';
import { deliveriesOf, makeEndpoint, makeEvent } from '../testing/rows.fixture.ts';
import { BREAKER_THRESHOLD } from './breaker.ts';
import { claimDelivery } from './claimDelivery.ts';
import { closeAndDefer, findDue } from './sweep.ts';

let database: TestDatabase;
let app: Queryable;

beforeAll(async () => {
  database = await TestDatabase.create();
  app = await database.as('app');
});
afterAll(() => database.drop());

/** An endpoint with due deliveries, of a merchant of its own. */
async function endpointWith(count: number, overrides: Record<string, unknown> = {}): Promise<string> {
  const merchantId = await makeMerchant(app);
  const { id } = await makeEndpoint(app, merchantId, 'https://shop.example/', overrides);
  for (let each = 0; each < count; each += 1) {
    const eventId = await makeEvent(app, merchantId);
    await insert(app, 'webhook_deliveries', { id: newUuid(), event_id: eventId, endpoint_id: id });
  }
  return id;
}

const claim = (endpointId: string) => claimDelivery(app, endpointId, undefined, 30_000);
const claimMany = async (endpointId: string) =>
  (await Promise.all(Array.from({ length: 6 }, () => claim(endpointId)))).filter(each => each !== undefined);
const open = (pause: string) => ({ consecutive_failures: BREAKER_THRESHOLD, paused_until: pause });

describe('claimDelivery', () => {
  it('gives each due delivery to one of many that claim at once', async () => {
    const claimed = await claimMany(await endpointWith(4));
    expect(claimed).toHaveLength(4);
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(4);
  });

  it('gives nothing while the breaker is open', async () => {
    expect(await claimMany(await endpointWith(2, open('2999-01-01')))).toEqual([]);
  });

  it('gives one probe to all workers together once the pause is over', async () => {
    const endpointId = await endpointWith(4, open('2000-01-01'));
    expect(await claimMany(endpointId)).toHaveLength(1);
    expect(await claim(endpointId)).toBeUndefined();
  });

  it('gives a delivery again after its lease', async () => {
    const endpointId = await endpointWith(1);
    const first = await claimDelivery(app, endpointId, undefined, 0);
    expect((await claim(endpointId))?.id).toBe(first?.id);
    expect(await claim(endpointId)).toBeUndefined();
  });
});

describe('the sweep', () => {
  it('finds of each endpoint only so many, so that a backlog does not crowd out another', async () => {
    const [crowded, quiet] = [await endpointWith(20), await endpointWith(1)];
    const due = await findDue(app, 3, 500);
    expect(due.filter(({ endpointId }) => endpointId === crowded)).toHaveLength(3);
    expect(due.filter(({ endpointId }) => endpointId === quiet)).toHaveLength(1);
  });

  it('ends what waits for an endpoint that was removed or turned off', async () => {
    const removed = await endpointWith(2, { deleted_at: new Date() });
    const off = await endpointWith(1, { enabled: false, disabled_reason: 'merchant' });
    await closeAndDefer(app, 500);
    expect((await deliveriesOf(app, removed)).map(({ reason }) => reason)).toEqual([
      'endpoint_removed',
      'endpoint_removed',
    ]);
    expect(await deliveriesOf(app, off)).toMatchObject([{ state: 'dead', reason: 'endpoint_disabled' }]);
  });

  it('moves what is due at a paused endpoint to the end of the pause, and gives it up after three days', async () => {
    const endpointId = await endpointWith(2, open(new Date(Date.now() + 600_000).toISOString()));
    const [old] = await deliveriesOf(app, endpointId);
    await app.query(
      `WITH aged AS (UPDATE webhook_deliveries SET created_at = now() - interval '3 days' WHERE id = $1) SELECT 1`,
      [old?.id],
    );
    await closeAndDefer(app, 500);
    const [first, second] = await deliveriesOf(app, endpointId);
    expect(first).toMatchObject({ state: 'dead', reason: 'exhausted' });
    expect(second?.state).toBe('waiting');
    expect(second?.waitMs).toBeGreaterThan(500_000);
  });
});

describe('the relay', () => {
  it('run by four at once makes one delivery for each endpoint that wants the event, and none for the others', async () => {
    const merchantId = await makeMerchant(app);
    const url = 'https://shop.example/';
    const wants = await makeEndpoint(app, merchantId, url);
    const others = [
      await makeEndpoint(app, merchantId, url, { events: ['refund.failed'] }),
      await makeEndpoint(app, merchantId, url, { live: true }),
      await makeEndpoint(app, merchantId, url, { enabled: false, disabled_reason: 'merchant' }),
      await makeEndpoint(app, merchantId, url, { deleted_at: new Date() }),
      await makeEndpoint(app, await makeMerchant(app), url),
    ];
    for (let count = 0; count < 50; count += 1) await makeEvent(app, merchantId);
    const relay = new OutboxRelay(await database.source('app'), 10);
    const drain = async () => {
      while ((await relay.dispatch()).events > 0);
    };
    await Promise.all([drain(), drain(), drain(), drain()]);
    expect(await deliveriesOf(app, wants.id)).toHaveLength(50);
    for (const other of others) expect(await deliveriesOf(app, other.id)).toEqual([]);
    expect(await app.query(`SELECT id FROM outbox_events WHERE state <> 'dispatched'`)).toEqual([]);
  });

  it('hints at no more deliveries of an endpoint than go out at once', () => {
    const made = ['a', 'a', 'a', 'b'].map((endpointId, index) => ({ id: String(index), endpointId }));
    expect(worthHinting(made, 2)).toEqual(['0', '1', '3']);
  });
});
