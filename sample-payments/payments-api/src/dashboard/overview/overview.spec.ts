import { ENDPOINTS, overviewSchema, type Overview } from '@payments/core/dashboard-contract';
import { newUuid } from '@payments/core/identifiers';
import { insert, makeMerchant, makePayment } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../testing/Browser.fixture.ts';
import { Harness } from '../../testing/harness.fixture.ts';
import { removePlanted } from '../../testing/removePlanted.fixture.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start()));
afterAll(async () => {
  await removePlanted(api);
  await api.stop();
});

const HOUR_MS = 3_600_000;

/** A zone in which it is about noon, so that no day ends while a spec runs. Its name counts the other way round. */
const OFFSET = 12 - new Date().getUTCHours();
const NOON = `Etc/GMT${OFFSET > 0 ? `-${OFFSET}` : `+${-OFFSET}`}`;

async function read(browser: Browser, zone = NOON): Promise<Overview> {
  const { status, body } = await browser.get(`${ENDPOINTS.overview.path}?time_zone=${encodeURIComponent(zone)}`);
  expect(status).toBe(200);
  expect(overviewSchema.parse(body)).toEqual(body);
  return body;
}

/** A viewer of a merchant of their own, and how to give it payments. */
async function shop() {
  const merchantId = await makeMerchant(api.sql);
  const browser = await Browser.of(api, 'viewer', { merchantId });
  const paid = (createdAt: Date, amount: number, overrides = {}) =>
    makePayment(api.sql, merchantId, { status: 'succeeded', amount, created_at: createdAt, ...overrides });
  return { merchantId, browser, paid };
}

describe('the overview', () => {
  it('of a merchant without payments is empty, not broken', async () => {
    const { browser } = await shop();
    const overview = await read(browser);
    expect(overview.volumes).toEqual([]);
    expect(overview.statuses.every(({ count }) => count === 0)).toBe(true);
    expect(Object.values(overview.waiting)).toEqual([0, 0, 0, 0, 0]);
  });

  it('counts today up to now, and yesterday up to the same time and hour by hour', async () => {
    const { browser, paid } = await shop();
    const { as_of: now, yesterday, today } = await read(browser);
    const until = new Date(yesterday.until);
    await paid(new Date(now), 1_000);
    await paid(new Date(today.from), 10);
    await paid(new Date(until.getTime() - 1), 200);
    await paid(new Date(yesterday.from), 5);
    await paid(new Date(new Date(yesterday.from).getTime() - 1), 7_000);
    await paid(new Date(new Date(today.from).getTime() - 1), 90);
    await paid(new Date(now), 3, { currency: 'JPY' });
    await paid(new Date(now), 4_444, { live: true });
    const { volumes } = await read(browser);
    expect(volumes.map(({ currency }) => currency)).toEqual(['JPY', 'USD']);
    const usd = volumes.find(({ currency }) => currency === 'USD');
    expect(usd).toMatchObject({ today: { amount: 1_010, count: 2 }, yesterday: { amount: 205, count: 2 } });
    expect(usd?.hours.reduce((sum, { yesterday: amount }) => sum + amount, 0)).toBe(295);
    expect(usd?.hours.reduce((sum, { today: amount = 0 }) => sum + amount, 0)).toBe(1_010);
    const hourNow = new Date(new Date(now).getTime() + OFFSET * HOUR_MS).getUTCHours();
    expect(usd?.hours.map(({ today: amount }) => amount !== undefined)).toEqual(
      Array.from({ length: 24 }, (_, hour) => hour <= hourNow),
    );
  });

  it('begins its days where the caller’s begin', async () => {
    const { browser } = await shop();
    const offsets = { 'Asia/Kolkata': 5.5, 'Pacific/Kiritimati': 14, 'Pacific/Pago_Pago': -11, UTC: 0 };
    for (const [zone, hours] of Object.entries(offsets)) {
      const overview = await read(browser, zone);
      const local = (moment: string) => new Date(new Date(moment).getTime() + hours * HOUR_MS).toISOString();
      expect(local(overview.today.from)).toBe(`${overview.today.date}T00:00:00.000Z`);
      expect(local(overview.as_of).startsWith(overview.today.date)).toBe(true);
      expect(local(overview.yesterday.from)).toBe(`${overview.yesterday.date}T00:00:00.000Z`);
      const dayEarlier = new Date(new Date(overview.as_of).getTime() - 24 * HOUR_MS);
      expect(overview.yesterday.until).toBe(dayEarlier.toISOString());
    }
  });

  it.each(['', 'Mars/Olympus', '+02:00', 'Europe/Berlin; DROP TABLE payments', 'posixrules', 'x'.repeat(65)])(
    'refuses the time zone %j',
    async zone => {
      const { browser } = await shop();
      const refused = await browser.get(`${ENDPOINTS.overview.path}?time_zone=${encodeURIComponent(zone)}`);
      expect(refused).toMatchObject({ status: 400, body: { error: { param: 'time_zone' } } });
    },
  );

  it('counts what was made today by status', async () => {
    const { browser, merchantId } = await shop();
    await makePayment(api.sql, merchantId);
    await makePayment(api.sql, merchantId, { created_at: new Date(Date.now() - 49 * HOUR_MS) });
    const { statuses } = await read(browser);
    expect(statuses.filter(({ count }) => count > 0)).toEqual([{ status: 'requires_confirmation', count: 1 }]);
  });

  it('names what waits', async () => {
    const browser = await Browser.of(api, 'viewer');
    const before = (await read(browser)).waiting;
    const held = await api.pay({ capture_method: 'manual' });
    const action = await api.pay({ payment_method: 'tok_action' });
    const unknown = await api.pay({ payment_method: 'tok_error_after' });
    const endpoint = await api.post('/v1/webhook-endpoints', {
      url: 'https://shop.example/hook',
      events: ['payment.created'],
    });
    await giveUp(endpoint.body.id);
    const after = (await read(browser)).waiting;
    const grown = Object.entries(after).map(([name, count]) => [name, count - before[name as keyof typeof before]]);
    expect(Object.fromEntries(grown)).toEqual({
      processing: 1,
      unknown: 1,
      requires_action: 1,
      requires_capture: 1,
      dead_deliveries: 1,
    });
    const stranger = await shop();
    expect(Object.values((await read(stranger.browser)).waiting)).toEqual([0, 0, 0, 0, 0]);
    for (const { id } of [held, action]) await api.post(`/v1/payments/${id}/cancel`);
    await settle(unknown.id);
  });
});

/** A dead delivery, as the worker leaves it. */
async function giveUp(endpointId: string): Promise<void> {
  const [event] = await api.sql.query<{ id: string }>('SELECT id FROM outbox_events ORDER BY id DESC LIMIT 1');
  await insert(api.sql, 'webhook_deliveries', {
    id: newUuid(),
    event_id: event?.id,
    endpoint_id: endpointId.replace(/whe_(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'),
    state: 'dead',
    next_attempt_at: null,
    dead_reason: 'exhausted',
    closed_at: new Date(),
  });
}

/** What the settlement worker does: finds out what became of the charge, and books it. */
async function settle(paymentId: string): Promise<void> {
  const { AcquirerClient } = await import('@payments/core/acquirer');
  const { finishCharge } = await import('@payments/core/charges');
  const [attempt] = await api.sql.query<{ id: string }>(
    `SELECT id FROM charge_attempts WHERE 'pay_' || replace(payment_id::text, '-', '') = $1`,
    [paymentId],
  );
  const known = await new AcquirerClient({ url: api.acquirer.url, timeoutMs: 3_000 }).inquire(attempt?.id ?? '');
  if (known.outcome !== 'approved') throw new Error(`The acquirer says ${known.outcome}.`);
  await finishCharge(api.sql, attempt?.id ?? '', known, { actor: 'system:spec' });
}
