import { insert, migrateToNextRelease, NEXT_EVENT_TYPE } from '@payments/testing';
import { newUuid, uuidOf } from '@payments/core/identifiers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Harness } from './testing/harness.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

let api: Harness;
/** Ends with the checker, on everything that both releases wrote. */
afterAll(() => api.stop());
beforeAll(async () => (api = await Harness.start()));

/** What the next release does with a payment that this one made: fills its columns, and writes rows that only it knows. */
async function disputeAsNextRelease(publicId: string): Promise<void> {
  const id = uuidOf('payment', publicId);
  await api.sql.query(
    `WITH placed AS (UPDATE payments SET region = 'eu', risk = 7 WHERE id = $1 RETURNING id, merchant_id, live),
       opened AS (INSERT INTO disputes (payment_id) SELECT id FROM placed),
       announced AS (
         INSERT INTO outbox_events (id, merchant_id, live, type, version, payment_id, payload)
         SELECT $2, merchant_id, live, $3, 2, id, '{"version":2}' FROM placed)
     SELECT 1`,
    [id, newUuid(), NEXT_EVENT_TYPE],
  );
}

/** One life of a payment, by this release. Gives the statuses it was answered. */
async function live(number: number): Promise<number[]> {
  if (number % 3 === 0) return [(await api.post('/v1/payments', { amount: 5, currency: 'JPY' })).status];
  const method = { amount: 1050, currency: 'USD', payment_method: 'tok_visa', confirm: true };
  const made = await api.post('/v1/payments', { ...method, capture_method: number % 3 === 1 ? 'automatic' : 'manual' });
  const { id } = made.body;
  const next =
    number % 3 === 1
      ? await api.post('/v1/refunds', { payment: id, amount: 50 })
      : await api.post(`/v1/payments/${id}/capture`, { amount: 1000 });
  return [made.status, next.status];
}

describe('the API on the schema of the next release', () => {
  it('answers all along while the migration runs', async () => {
    const statuses: number[] = [];
    let isMigrated = false;
    const clients = Array.from({ length: 4 }, async (_, client) => {
      for (let number = client, after = 0; after < 5; number += 1) {
        if (isMigrated) after += 1;
        statuses.push(...(await live(number)));
      }
    });
    await vi.waitFor(() => expect(statuses.length).toBeGreaterThan(8), 20_000);
    const before = statuses.length;
    expect(await migrateToNextRelease(api.database.url('payments_migrate'))).toHaveLength(1);
    isMigrated = true;
    await Promise.all(clients);
    expect(statuses.length).toBeGreaterThan(before);
    expect(new Set(statuses)).toEqual(new Set([200, 201]));
  });

  it('goes on with payments that the next release wrote to meanwhile', async () => {
    const paid = await api.pay();
    const held = await api.pay({ capture_method: 'manual' });
    await Promise.all([disputeAsNextRelease(paid.id), disputeAsNextRelease(held.id)]);
    expect(await api.post('/v1/refunds', { payment: paid.id })).toMatchObject({ status: 201 });
    expect(await api.post(`/v1/payments/${held.id}/capture`, {})).toMatchObject({ status: 200 });
    expect(await api.get(`/v1/payments/${paid.id}`)).toMatchObject({ status: 200, body: { status: 'succeeded' } });
    const [row] = await api.sql.query(`SELECT region, risk FROM payments WHERE id = $1`, [uuidOf('payment', paid.id)]);
    expect(row).toEqual({ region: 'eu', risk: '7' });
  });

  it('shows an endpoint that wants events it does not know, and takes no such wish itself', async () => {
    const url = 'https://shop.example/events';
    await insert(api.sql, 'webhook_endpoints', {
      id: newUuid(),
      merchant_id: api.merchantId,
      live: false,
      url,
      events: [NEXT_EVENT_TYPE],
      secret_sealed: Buffer.alloc(32),
    });
    const listed = await api.get('/v1/webhook-endpoints');
    expect(listed).toMatchObject({ status: 200, body: { data: [{ url, events: [NEXT_EVENT_TYPE] }] } });
    const refused = await api.post('/v1/webhook-endpoints', { url, events: [NEXT_EVENT_TYPE] });
    expect(refused).toMatchObject({ status: 400, body: { error: { param: 'events.0' } } });
  });
});
