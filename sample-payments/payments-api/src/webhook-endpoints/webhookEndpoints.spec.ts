import { newUuid } from '@payments/core/identifiers';
import { unseal } from '@payments/core/sealing';
import { insert } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness } from '../testing/harness.fixture.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start({ WEBHOOK_ALLOWED_HOSTS: 'merchant-simulator:8091' })));
afterAll(() => api.stop());

const PATH = '/v1/webhook-endpoints';
const wanted = { url: 'https://shop.example/hook', events: ['payment.created', 'payment.succeeded'] };
const make = async () => (await api.post(PATH, wanted)).body;

/** A dead delivery of a payment's event, as the worker leaves it. */
async function giveUp(endpoint: { id: string }): Promise<string> {
  await api.pay({ confirm: false });
  const [event] = await api.sql.query<{ id: string }>('SELECT id FROM outbox_events ORDER BY id DESC LIMIT 1');
  const endpointId = endpoint.id.replace(/whe_(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  const now = new Date();
  const id = await insert(api.sql, 'webhook_deliveries', {
    id: newUuid(),
    event_id: event?.id,
    endpoint_id: endpointId,
    state: 'dead',
    attempts: 1,
    attempts_since_resend: 1,
    next_attempt_at: null,
    dead_reason: 'exhausted',
    closed_at: now,
  });
  await api.sql.query(
    `INSERT INTO webhook_delivery_attempts (delivery_id, attempt, started_at, duration_ms, http_status) VALUES ($1, 1, now(), 12, 500)`,
    [id],
  );
  return `whd_${id.replaceAll('-', '')}`;
}

describe('a webhook endpoint', () => {
  it('is made, read, listed, changed and removed', async () => {
    const made = await api.post(PATH, wanted);
    const { secret, ...shown } = made.body;
    expect(made).toMatchObject({ status: 201, body: { ...wanted, enabled: true } });
    expect(secret).toMatch(/^whsec_/);
    const path = `${PATH}/${made.body.id}`;
    expect(await api.get(path)).toMatchObject({ status: 200, body: shown });
    expect((await api.get(PATH)).body.data).toContainEqual(shown);
    expect((await api.get(PATH)).text).not.toContain('whsec_');
    const off = await api.call('PATCH', path, { body: { enabled: false, events: ['refund.created'] } });
    expect(off).toMatchObject({ status: 200, body: { enabled: false, events: ['refund.created'], url: wanted.url } });
    expect(await api.call('PATCH', path, { body: { enabled: true } })).toMatchObject({ body: { enabled: true } });
    expect(await api.call('PATCH', path, { body: {} })).toMatchObject({ status: 400 });
    expect(await api.call('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await api.get(path)).toMatchObject({ status: 404 });
  });

  it.each([
    ['http://shop.example/hook', 'parameter_invalid'],
    ['https://localhost/hook', 'url_refused'],
    ['https://127.0.0.1/hook', 'url_refused'],
    ['https://2130706433/hook', 'url_refused'],
    ['https://[::ffff:10.0.0.1]/hook', 'url_refused'],
    ['https://169.254.169.254/latest', 'url_refused'],
    ['https://payments-redis.svc/hook', 'url_refused'],
    [`https://user:${'password'}@shop.example/hook`, 'url_refused'],
    ['https://', 'url_refused'],
  ])('is refused at %s', async (url, code) => {
    expect(await api.post(PATH, { ...wanted, url })).toMatchObject({
      status: 400,
      body: { error: { code, param: 'url' } },
    });
  });

  it.each([
    'http://merchant-simulator:8091/hooks/shop',
    'https://Merchant-Simulator:8091/',
    'https://shop.example/new',
  ])('may be changed to, and made at, %s', async url => {
    expect(await api.post(PATH, { ...wanted, url })).toMatchObject({ status: 201, body: { url } });
    const endpoint = await make();
    const changed = await api.call('PATCH', `${PATH}/${endpoint.id}`, { body: { url } });
    expect(changed).toMatchObject({ status: 200, body: { url } });
  });

  it.each([
    ['http://merchant-simulator/hooks', 'parameter_invalid'],
    ['http://merchant-simulator:8092/hooks', 'parameter_invalid'],
    ['https://merchant-simulator:8092/hooks', 'url_refused'],
    ['http://a.merchant-simulator:8091/hooks', 'parameter_invalid'],
    [`http://user:${'password'}@merchant-simulator:8091/hooks`, 'parameter_invalid'],
    ['http://10.0.0.1:8091/hooks', 'parameter_invalid'],
    ['ftp://merchant-simulator:8091/hooks', 'parameter_invalid'],
  ])('is neither made at nor changed to %s', async (url, code) => {
    const refused = { status: 400, body: { error: { code, param: 'url' } } };
    expect(await api.post(PATH, { ...wanted, url })).toMatchObject(refused);
    const endpoint = await make();
    expect(await api.call('PATCH', `${PATH}/${endpoint.id}`, { body: { url } })).toMatchObject(refused);
  });

  it.each([[[]], [['payment.created', 'payment.created']], [['payment.exploded']]])(
    'is refused for the events %j',
    async events => {
      expect(await api.post(PATH, { ...wanted, events })).toMatchObject({ status: 400 });
    },
  );

  it('keeps its former secret for a day when it gets a new one', async () => {
    const endpoint = await make();
    const rotated = await api.post(`${PATH}/${endpoint.id}/rotate-secret`, undefined, { key: 'rotate' });
    expect(rotated).toMatchObject({ status: 200, body: { id: endpoint.id } });
    expect(rotated.body.secret).not.toBe(endpoint.secret);
    expect(await api.post(`${PATH}/${endpoint.id}/rotate-secret`, undefined, { key: 'rotate' })).toMatchObject({
      text: rotated.text,
    });
    const [row] = await api.sql.query<{ id: string; former: Buffer; current: Buffer; hours: number }>(
      `SELECT id, secret_sealed AS current, previous_secret_sealed AS former,
         round(extract(epoch FROM previous_secret_expires_at - now()) / 3600)::integer AS hours
       FROM webhook_endpoints ORDER BY id DESC LIMIT 1`,
    );
    const open = (sealed?: Buffer) =>
      unseal(sealed ?? Buffer.alloc(0), Buffer.alloc(32, 2), `webhook_endpoint:${row?.id}`);
    expect([open(row?.former), open(row?.current), row?.hours]).toEqual([endpoint.secret, rotated.body.secret, 24]);
  });
});

describe('a delivery', () => {
  it('is listed with what was tried, and sent once more when asked', async () => {
    const endpoint = await make();
    const id = await giveUp(endpoint);
    const path = `${PATH}/${endpoint.id}/deliveries`;
    const [dead] = (await api.get(`${path}?status=dead`)).body.data;
    expect(dead).toMatchObject({
      id,
      status: 'dead',
      event: { type: 'payment.created' },
      attempts: [{ duration_ms: 12, http_status: 500 }],
    });
    const resent = await api.post(`${path}/${id}/resend`);
    expect(resent).toMatchObject({ status: 202, body: { id, status: 'waiting' } });
    expect(resent.body.next_attempt_at).toBeDefined();
    expect((await api.get(`${path}?status=dead`)).body.data).toEqual([]);
    await api.sql.query(`UPDATE webhook_deliveries SET claimed_until = now() + interval '1 minute'`);
    expect(await api.post(`${path}/${id}/resend`)).toMatchObject({
      status: 409,
      body: { error: { code: 'delivery_in_progress' } },
    });
    await api.call('PATCH', `${PATH}/${endpoint.id}`, { body: { enabled: false } });
    expect(await api.post(`${path}/${id}/resend`)).toMatchObject({
      status: 409,
      body: { error: { code: 'webhook_endpoint_disabled' } },
    });
  });

  it('on its way to a removed endpoint is dead', async () => {
    const endpoint = await make();
    const id = await giveUp(endpoint);
    await api.post(`${PATH}/${endpoint.id}/deliveries/${id}/resend`);
    await api.call('DELETE', `${PATH}/${endpoint.id}`);
    const [row] = await api.sql.query(`SELECT state, dead_reason FROM webhook_deliveries ORDER BY id DESC LIMIT 1`);
    expect(row).toEqual({ state: 'dead', dead_reason: 'endpoint_removed' });
  });
});

describe('balances', () => {
  it('are what was captured, less fees and refunds, in each currency', async () => {
    const payment = await api.pay({ amount: 10_000 });
    await api.pay({ amount: 500, currency: 'JPY' });
    await api.post('/v1/refunds', { payment: payment.id, amount: 1_000 });
    const { body } = await api.get('/v1/balances');
    expect(body).toEqual({
      data: [
        { currency: 'JPY', available: 0, pending: 493 },
        { currency: 'USD', available: 0, pending: 8_860 },
      ],
    });
  });
});
