import { Controller, Get, Module, Post } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { SCOPES, type Scope } from '@payments/core/api-keys';
import { makeMerchant } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../http/requireDeclaredRoutes.ts';
import { Harness, paymentOf } from '../testing/harness.fixture.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start()));
afterAll(() => api.stop());

const NONE = '00000000000000000000000000000000';

/** One request for each route, which a key with the scope gets past the guard. */
const ROUTES: [scope: Scope, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object][] = [
  ['payments:write', 'POST', '/v1/payments', paymentOf({ confirm: false })],
  ['payments:read', 'GET', '/v1/payments'],
  ['payments:read', 'GET', '/v1/payments/search?q=xx'],
  ['payments:read', 'GET', `/v1/payments/pay_${NONE}`],
  ['payments:write', 'GET', `/v1/payments/pay_${NONE}/checkout-link`],
  ['payments:write', 'POST', `/v1/payments/pay_${NONE}/confirm`],
  ['payments:write', 'POST', `/v1/payments/pay_${NONE}/capture`],
  ['payments:write', 'POST', `/v1/payments/pay_${NONE}/cancel`],
  ['refunds:write', 'POST', '/v1/refunds', { payment: `pay_${NONE}` }],
  ['refunds:read', 'GET', '/v1/refunds'],
  ['refunds:read', 'GET', `/v1/refunds/ref_${NONE}`],
  ['balances:read', 'GET', '/v1/balances'],
  [
    'webhooks:write',
    'POST',
    '/v1/webhook-endpoints',
    { url: 'https://shop.example/hook', events: ['payment.created'] },
  ],
  ['webhooks:read', 'GET', '/v1/webhook-endpoints'],
  ['webhooks:read', 'GET', `/v1/webhook-endpoints/whe_${NONE}`],
  ['webhooks:write', 'PATCH', `/v1/webhook-endpoints/whe_${NONE}`, { enabled: false }],
  ['webhooks:write', 'DELETE', `/v1/webhook-endpoints/whe_${NONE}`],
  ['webhooks:write', 'POST', `/v1/webhook-endpoints/whe_${NONE}/rotate-secret`],
  ['webhooks:read', 'GET', `/v1/webhook-endpoints/whe_${NONE}/deliveries`],
  ['webhooks:write', 'POST', `/v1/webhook-endpoints/whe_${NONE}/deliveries/whd_${NONE}/resend`],
  ['api_keys:write', 'POST', '/v1/api-keys', { name: 'new', scopes: ['api_keys:write'] }],
  ['api_keys:read', 'GET', '/v1/api-keys'],
  ['api_keys:write', 'DELETE', `/v1/api-keys/key_${NONE}`],
  ['api_keys:write', 'POST', `/v1/api-keys/key_${NONE}/roll`],
];

describe('scopes', () => {
  it('knows all routes', () => {
    const declared = routesOf(api.app.get(ModulesContainer)).filter(({ operation }) => operation);
    expect(declared).toHaveLength(ROUTES.length);
  });

  it.each(ROUTES)('%s allows %s %s', async (scope, method, path, body) => {
    const as = await api.makeKey({ scopes: [scope] });
    const { status } = await api.call(method, path, { as, body });
    expect([200, 201, 404]).toContain(status);
  });

  it.each(ROUTES)('every scope but %s is denied %s %s', async (scope, method, path, body) => {
    const as = await api.makeKey({ scopes: SCOPES.filter(each => each !== scope) });
    expect(await api.call(method, path, { as, body })).toMatchObject({
      status: 403,
      body: { error: { type: 'permission_error', code: 'scope_missing' } },
    });
  });
});

describe('a request without a valid key', () => {
  it.each([
    ['none', ''],
    ['another scheme', 'Basic c2VjcmV0'],
    ['something else', 'Bearer letmein'],
    ['an unknown key', `Bearer sk_test_${NONE}_${'0'.repeat(64)}`],
  ])('is refused with %s', async (_, as) => {
    const refused = await api.get('/v1/payments', { as });
    expect(refused).toMatchObject({ status: 401, body: { error: { code: 'api_key_invalid' } } });
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    expect(refused.body.error.request_id).toBe(refused.headers['request-id']);
  });

  it('is refused with the right id and another secret, or the other mode', async () => {
    expect(await api.get('/v1/payments', { as: `Bearer ${api.key.text.slice(0, -1)}x` })).toMatchObject({
      status: 401,
    });
    const live = api.key.text.replace('sk_test', 'sk_live');
    expect(await api.get('/v1/payments', { as: `Bearer ${live}` })).toMatchObject({ status: 401 });
  });
});

describe('an API key', () => {
  it('is shown once, works, and is listed without its secret', async () => {
    const body = { name: 'shop', scopes: ['payments:read'] };
    const made = await api.post('/v1/api-keys', body, { key: 'make' });
    expect(made).toMatchObject({ status: 201, body: { ...body, live: false } });
    expect(await api.post('/v1/api-keys', body, { key: 'make' })).toMatchObject({ status: 201, text: made.text });
    const [stored] = await api.sql.query(`SELECT response_body FROM idempotency_keys WHERE key = 'make'`);
    expect(JSON.stringify(stored)).not.toContain('sk_test');
    expect(await api.get('/v1/payments', { as: `Bearer ${made.body.key}` })).toMatchObject({ status: 200 });
    const list = await api.get('/v1/api-keys?limit=100');
    expect(list.body.data.find(({ id }: { id: string }) => id === made.body.id)).toMatchObject(body);
    expect(list.text).not.toContain('sk_');
    expect(list.text).not.toContain('hash');
  });

  it('can give no scope that it lacks', async () => {
    const as = await api.makeKey({ scopes: ['api_keys:write'] });
    const refused = await api.post('/v1/api-keys', { name: 'more', scopes: ['payments:write'] }, { as });
    expect(refused).toMatchObject({ status: 403 });
  });

  it('works beside its successor until the overlap ends', async () => {
    const former = await api.makeKey();
    const path = `/v1/api-keys/key_${former.id.replaceAll('-', '')}/roll`;
    const rolled = await api.post(path, { overlap_hours: 1 });
    expect(rolled).toMatchObject({ status: 201, body: { name: 'spec', scopes: SCOPES } });
    const successor = `Bearer ${rolled.body.key}`;
    for (const as of [former, successor]) expect(await api.get('/v1/payments', { as })).toMatchObject({ status: 200 });
    expect(await api.post(path)).toMatchObject({ status: 409, body: { error: { code: 'api_key_rolled' } } });
    await api.sql.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [former.id]);
    expect(await api.get('/v1/payments', { as: former })).toMatchObject({ status: 401 });
    expect(await api.get('/v1/payments', { as: successor })).toMatchObject({ status: 200 });
  });

  it('ends at once when it is revoked, also where it was known from a moment ago', async () => {
    const key = await api.makeKey();
    expect(await api.post('/v1/payments', paymentOf(), { as: key })).toMatchObject({ status: 201 });
    const path = `/v1/api-keys/key_${key.id.replaceAll('-', '')}`;
    expect(await api.call('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await api.post('/v1/payments', paymentOf(), { as: key })).toMatchObject({ status: 401 });
    expect(await api.get('/v1/payments', { as: key })).toMatchObject({ status: 401 });
    expect(await api.call('DELETE', path)).toMatchObject({ status: 404 });
  });

  it('of another merchant or mode is not there', async () => {
    const other = await api.makeKey({ merchantId: await makeMerchant(api.sql) });
    const live = await api.makeKey({ live: true });
    for (const { id } of [other, live]) {
      const path = `/v1/api-keys/key_${id.replaceAll('-', '')}`;
      expect(await api.call('DELETE', path)).toMatchObject({ status: 404 });
      expect(await api.post(`${path}/roll`)).toMatchObject({ status: 404 });
    }
  });

  it('leaves a trail without secrets', async () => {
    const rows = await api.sql.query<{ action: string; after: unknown }>('SELECT action, after FROM audit_log');
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set(['api_key.created', 'api_key.rolled', 'api_key.revoked', 'webhook_endpoint.created']),
    );
    expect(JSON.stringify(rows)).not.toContain('sk_test_');
  });
});

describe('a route that does not say who may call it', () => {
  @Controller('v1/forgotten')
  class Forgotten {
    @Get()
    open(): string {
      return 'hello';
    }

    @Post()
    change(): void {}
  }

  @Module({ controllers: [Forgotten] })
  class ForgottenModule {}

  it('keeps the process from starting', async () => {
    await expect(api.startApp({}, [ForgottenModule])).rejects.toThrow(/Forgotten\.open.*\n.*Forgotten\.change/);
  });
});
