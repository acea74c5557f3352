import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import {
  DASHBOARD_ROLES,
  ENDPOINTS,
  mayDo,
  type DashboardAction,
  type DashboardRole,
  type Endpoint,
  type EndpointName,
} from '@payments/core/dashboard-contract';
import { RequestMethod } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../http/requireDeclaredRoutes.ts';
import { Browser } from '../../testing/Browser.fixture.ts';
import { Harness } from '../../testing/harness.fixture.ts';

let api: Harness;
const browsers = new Map<DashboardRole, Browser>();
beforeAll(async () => {
  api = await Harness.start();
  for (const role of DASHBOARD_ROLES) browsers.set(role, await Browser.of(api, role));
});
afterAll(() => api.stop());

const NONE = '0'.repeat(32);
const PREFIX: Record<string, string> = {
  payment_id: 'pay',
  webhook_endpoint_id: 'whe',
  delivery_id: 'whd',
  api_key_id: 'key',
};
const pathOf = ({ path }: Endpoint) => path.replaceAll(/:(\w+)/g, (_, name: string) => `${PREFIX[name]}_${NONE}`);

/** What gets a request past its checks, where it needs anything. */
const BODIES: Partial<Record<EndpointName, object>> = {
  changeSession: { live: false },
  createPayment: { amount: 1050, currency: 'USD' },
  createWebhookEndpoint: { url: 'https://shop.example/hook', events: ['payment.created'] },
  updateWebhookEndpoint: { enabled: false },
  createApiKey: { name: 'new', scopes: ['payments:read'] },
};
const QUERIES: Partial<Record<EndpointName, string>> = { overview: 'time_zone=Europe/Berlin' };

const named = Object.entries(ENDPOINTS) as [EndpointName, Endpoint][];
/** All that needs a session, but for what ends it. */
const ofPeople = named.filter(
  ([name, { access }]) => access !== 'anyone' && access !== 'client_secret' && name !== 'signOut',
);

function ask(browser: Browser, name: EndpointName, endpoint: Endpoint, headers = {}) {
  const query = QUERIES[name];
  const path = query ? `${pathOf(endpoint)}?${query}` : pathOf(endpoint);
  return browser.call(endpoint.method, path, { body: BODIES[name], headers });
}

describe('the contract', () => {
  it('is served in full, and nothing beside it', () => {
    const declared = routesOf(api.app.get(ModulesContainer)).filter(({ endpoint }) => endpoint);
    const served = declared.map(({ handler }) => {
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
      return `${method} ${String(Reflect.getMetadata(PATH_METADATA, handler))}`;
    });
    expect(served.sort()).toEqual(named.map(([, { method, path }]) => `${method} ${path}`).sort());
  });

  it('is no part of the public one', async () => {
    const { text } = await api.get('/openapi.json', { as: '' });
    expect(text).not.toContain('/dashboard');
    expect(text).not.toContain('"/checkout');
  });
});

/** Each endpoint with each role: who gets in, by the one table. */
const byRole = ofPeople.flatMap(([name, endpoint]) =>
  DASHBOARD_ROLES.map(role => {
    const { access } = endpoint;
    const isAllowed = access === 'session' || mayDo(role, access as DashboardAction);
    return { name, endpoint, role, isAllowed };
  }),
);

const browserOf = (role: DashboardRole) => {
  const browser = browsers.get(role);
  if (!browser) throw new Error(`Nobody is ${role}.`);
  return browser;
};

describe('a role', () => {
  it.each(byRole.filter(({ isAllowed }) => isAllowed))('allows the $role $name', async ({ name, endpoint, role }) => {
    expect([200, 201, 404]).toContain((await ask(browserOf(role), name, endpoint)).status);
  });

  it.each(byRole.filter(({ isAllowed }) => !isAllowed))('denies the $role $name', async ({ name, endpoint, role }) => {
    expect(await ask(browserOf(role), name, endpoint)).toMatchObject({
      status: 403,
      body: { error: { type: 'permission_error', code: 'role_forbids' } },
    });
  });
});

describe('without a session', () => {
  const refused = { status: 401, body: { error: { type: 'authentication_error', code: 'session_missing' } } };

  it.each(ofPeople)('%s is denied, also to API keys and guesses', async (name, endpoint) => {
    const authorization = `Bearer ${api.key.text}`;
    expect(await ask(new Browser(api), name, endpoint)).toMatchObject(refused);
    expect(await ask(new Browser(api), name, endpoint, { authorization })).toMatchObject(refused);
    expect(await ask(new Browser(api), name, endpoint, { cookie: 'payments_session=guess' })).toMatchObject(refused);
  });
});

describe('a page of another site', () => {
  it.each(ofPeople.filter(([, { method }]) => method !== 'GET'))(
    'is denied %s, though the cookie is good',
    async (name, endpoint) => {
      const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      expect(await ask(browserOf('admin'), name, endpoint, foreign)).toMatchObject({
        status: 403,
        body: { error: { code: 'origin_foreign' } },
      });
    },
  );
});

describe('what the contract does not know is refused', () => {
  it.each(ofPeople.filter(([, { query }]) => query))('in the query of %s', async (_, endpoint) => {
    const refused = { status: 400, body: { error: { type: 'invalid_request_error' } } };
    expect(await browserOf('admin').get(`${pathOf(endpoint)}?color=red`)).toMatchObject(refused);
  });

  it.each(ofPeople.filter(([, { body }]) => body))('in the body of %s', async (name, endpoint) => {
    const call = { body: { ...BODIES[name], color: 'red' } };
    expect(await browserOf('admin').call(endpoint.method, pathOf(endpoint), call)).toMatchObject({
      status: 400,
      body: { error: { code: 'parameter_unknown', param: 'color' } },
    });
  });

  it.each(ofPeople.filter(([, { isIdempotent }]) => isIdempotent))('as %s without a key is', async (name, endpoint) => {
    const call = { body: BODIES[name], key: null };
    expect(await browserOf('admin').call(endpoint.method, pathOf(endpoint), call)).toMatchObject({
      status: 400,
      body: { error: { code: 'idempotency_key_missing' } },
    });
  });
});

describe('signing in', () => {
  it('is refused to a page of another site', async () => {
    const browser = new Browser(api);
    const headers = { origin: 'https://evil.example' };
    const body = { email: 'a@shop.example', password: 'x' };
    expect(await browser.post(ENDPOINTS.signIn.path, body, { key: null, headers })).toMatchObject({
      status: 403,
      body: { error: { code: 'origin_foreign' } },
    });
  });
});

describe('people', () => {
  it('are slowed down like keys', async () => {
    const app = await api.startApp({ RATE_LIMIT_PER_SECOND: '1' });
    const person = await Browser.of(api, 'viewer');
    const slow = new Browser(api, app);
    for (const [name, cookie] of person.cookies) slow.cookies.set(name, cookie);
    const replies = await Promise.all(Array.from({ length: 40 }, () => slow.get(ENDPOINTS.readSession.path)));
    expect(replies.some(({ status }) => status === 200)).toBe(true);
    expect(replies.find(({ status }) => status === 429)).toMatchObject({ body: { error: { code: 'rate_limited' } } });
  });

  it('are logged with the pattern of the route and who they are', async () => {
    const path = `/v1/dashboard/payments/pay_${NONE}`;
    await browsers.get('viewer')?.get(path);
    const line = api.logs.map(each => JSON.parse(each)).findLast(({ msg }) => msg === 'request');
    expect(line).toMatchObject({ route: ENDPOINTS.readPayment.path, status: 404 });
    expect(line.user).toMatch(/^[0-9a-f-]{36}$/);
    expect(line).not.toHaveProperty('api_key');
  });
});
