import { newUuid } from '@payments/core/identifiers';
import { insert, makeMerchant } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../testing/Browser.fixture.ts';
import { Harness } from '../../testing/harness.fixture.ts';

const PATH = '/v1/dashboard/webhook-endpoints';
const wanted = { url: 'https://shop.example/hook', events: ['payment.created'] };

let api: Harness;
let admin: Browser;
let operator: Browser;
beforeAll(async () => {
  api = await Harness.start();
  admin = await Browser.of(api, 'admin');
  operator = await Browser.of(api, 'operator');
});
afterAll(() => api.stop());

describe('a webhook endpoint', () => {
  it('is made with a secret that is shown once, read, changed, rotated and removed', async () => {
    const made = await admin.post(PATH, wanted, { key: 'endpoint-1' });
    const { secret, ...shown } = made.body;
    expect(made).toMatchObject({ status: 201, body: { ...wanted, enabled: true } });
    expect((await admin.post(PATH, wanted, { key: 'endpoint-1' })).text).toBe(made.text);
    const path = `${PATH}/${shown.id}`;
    expect(await operator.get(path)).toMatchObject({ status: 200, body: shown });
    expect((await operator.get(PATH)).text).not.toContain('whsec_');
    expect(await admin.call('PATCH', path, { body: { enabled: false } })).toMatchObject({ body: { enabled: false } });
    const rotated = await admin.post(`${path}/rotate-secret`);
    expect(rotated.body.secret).toMatch(/^whsec_/);
    expect(rotated.body.secret).not.toBe(secret);
    expect(await admin.call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await admin.get(path)).toMatchObject({ status: 404 });
  });

  it.each(['https://127.0.0.1/hook', 'https://payments-redis.svc/hook', 'http://shop.example/hook'])(
    'is refused at %s, which is not on the public internet by https',
    async url => {
      const refused = { status: 400, body: { error: { param: 'url' } } };
      expect(await admin.post(PATH, { ...wanted, url })).toMatchObject(refused);
      const { id } = (await admin.post(PATH, wanted)).body;
      expect(await admin.call('PATCH', `${PATH}/${id}`, { body: { url } })).toMatchObject(refused);
    },
  );

  it('is audited with the person who changed it', async () => {
    const { id } = (await admin.post(PATH, wanted)).body;
    const [row] = await api.sql.query<{ actor: string }>('SELECT actor FROM audit_log WHERE subject = $1', [id]);
    expect(row?.actor).toMatch(/^user:/);
  });

  it('is not there for another merchant, nor in the other mode', async () => {
    const { id } = (await admin.post(PATH, wanted)).body;
    const stranger = await Browser.of(api, 'admin', { merchantId: await makeMerchant(api.sql) });
    const live = await Browser.of(api, 'admin');
    await live.call('PATCH', '/v1/dashboard/session', { body: { live: true } });
    for (const browser of [stranger, live]) {
      expect((await browser.get(PATH)).body.data).toEqual([]);
      expect(await browser.get(`${PATH}/${id}/deliveries`)).toMatchObject({ status: 404 });
      expect(await browser.post(`${PATH}/${id}/rotate-secret`)).toMatchObject({ status: 404 });
    }
  });
});

describe('a delivery', () => {
  it('is listed with what was tried, and sent once more', async () => {
    const endpoint = (await admin.post(PATH, wanted)).body;
    await api.pay({ confirm: false });
    const [event] = await api.sql.query<{ id: string }>('SELECT id FROM outbox_events ORDER BY id DESC LIMIT 1');
    const delivery = await insert(api.sql, 'webhook_deliveries', {
      id: newUuid(),
      event_id: event?.id,
      endpoint_id: endpoint.id.replace(/whe_(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'),
      state: 'dead',
      attempts: 1,
      next_attempt_at: null,
      dead_reason: 'exhausted',
      closed_at: new Date(),
    });
    await api.sql.query(
      `INSERT INTO webhook_delivery_attempts (delivery_id, attempt, started_at, duration_ms, failure)
       VALUES ($1, 1, now(), 10000, 'timeout')`,
      [delivery],
    );
    const path = `${PATH}/${endpoint.id}/deliveries`;
    const { body } = await operator.get(`${path}?status=dead`);
    expect(body.data).toMatchObject([
      { status: 'dead', event: { type: 'payment.created' }, attempts: [{ duration_ms: 10_000, failure: 'timeout' }] },
    ]);
    const resent = await operator.post(`${path}/${body.data[0].id}/resend`);
    expect(resent).toMatchObject({ status: 202, body: { status: 'waiting' } });
    expect((await operator.get(`${path}?status=dead`)).body.data).toEqual([]);
  });
});
