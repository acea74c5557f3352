import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventPayload } from '@payments/core/representations';
import { makeWebhookSecret, signedHeaders } from '@payments/core/webhooks';
import { freePort, ManagedProcess } from '@payments/testing';
import { describe, expect, it } from 'vitest';
import { LARGEST_INBOX, type Received } from './Inbox.ts';
import { buildServer, LARGEST_BODY_BYTES, type ServerOptions } from './server.ts';
import { readSettings } from './settings.ts';

const SECRET = makeWebhookSecret();
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

interface Delivery {
  id?: string;
  secret?: string;
  timestamp?: number;
  body?: string;
  headers?: Record<string, string>;
}

const payload = (data: Record<string, unknown> = { id: 'pay_1' }) =>
  eventPayload({
    id: '01890000-0000-7000-8000-000000000001',
    type: 'payment.succeeded',
    createdAt: new Date(0),
    data,
  });

/** A server, and how the settlement worker would deliver to it. */
function start(options: ServerOptions = { secrets: { shop: SECRET } }) {
  const server = buildServer(options);
  const deliver = (endpoint: string, { id = 'evt_1', body = payload(), secret = SECRET, ...rest }: Delivery = {}) => {
    const { timestamp = Math.floor(Date.now() / 1_000), headers } = rest;
    return server.inject({
      method: 'POST',
      url: `/hooks/${endpoint}`,
      headers: { 'content-type': 'application/json', ...signedHeaders({ id, timestamp, body }, [secret]), ...headers },
      payload: body,
    });
  };
  const received = async (filter = '') => (await server.inject(`/received${filter}`)).json<{ data: Received[] }>().data;
  return { server, deliver, received };
}

describe('a delivery', () => {
  it('is taken, and told of with what matters of it', async () => {
    const { deliver, received } = start();
    const answer = await deliver('shop', { headers: { traceparent: TRACEPARENT } });
    expect(answer.statusCode).toBe(204);
    expect(await received()).toEqual([
      {
        receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        endpoint: 'shop',
        webhookId: 'evt_1',
        type: 'payment.succeeded',
        payment: 'pay_1',
        attempt: 1,
        signature: 'verified',
        status: 204,
        traceparent: TRACEPARENT,
      },
    ]);
  });

  it.each<[string, string, Delivery, string, number]>([
    ['of the right secret', 'shop', {}, 'verified', 204],
    ['of another secret', 'shop', { secret: makeWebhookSecret() }, 'wrong', 401],
    ['of ten minutes ago', 'shop', { timestamp: Math.floor(Date.now() / 1_000) - 600 }, 'wrong', 401],
    ['of another text', 'shop', { headers: { 'webhook-id': 'evt_2' } }, 'wrong', 401],
    ['of no version we know', 'shop', { headers: { 'webhook-signature': 'v9,abc' } }, 'wrong', 401],
    ['for an endpoint without a known secret', 'other', {}, 'unknown', 204],
  ])('with a signature %s (%s) is %s', async (_, endpoint, delivery, signature, status) => {
    const { deliver, received } = start();
    expect((await deliver(endpoint, delivery)).statusCode).toBe(status);
    expect(await received()).toMatchObject([{ endpoint, signature, status }]);
  });

  it('that comes again counts up, for each endpoint on its own', async () => {
    const { deliver, received } = start();
    for (const endpoint of ['shop', 'shop', 'other', 'shop']) await deliver(endpoint);
    await deliver('shop', { id: 'evt_2' });
    const attempts = (await received()).map(({ endpoint, webhookId, attempt }) => [endpoint, webhookId, attempt]);
    expect(attempts).toEqual([
      ['shop', 'evt_2', 1],
      ['shop', 'evt_1', 3],
      ['other', 'evt_1', 1],
      ['shop', 'evt_1', 2],
      ['shop', 'evt_1', 1],
    ]);
  });

  it('of a refund is filed under its payment', async () => {
    const { deliver, received } = start();
    await deliver('shop', { body: payload({ id: 'ref_1', payment: 'pay_7' }) });
    expect(await received('?payment=pay_7')).toHaveLength(1);
    expect(await received('?payment=ref_1')).toEqual([]);
  });

  it.each<[string, string, Delivery]>([
    ['a body that is no JSON', 'shop', { body: '{' }],
    ['an empty body', 'shop', { body: '' }],
    ['an event without a type', 'shop', { body: '{"data":{"id":"pay_1"}}' }],
    ['an event about nothing', 'shop', { body: '{"type":"payment.created"}' }],
    ['an id with a space', 'shop', { headers: { 'webhook-id': 'evt 1' } }],
    ['a time that is no number', 'shop', { headers: { 'webhook-timestamp': 'now' } }],
    ['no signature', 'shop', { headers: { 'webhook-signature': '' } }],
    ['an endpoint that cannot be', 'Shop!', {}],
  ])('with %s is refused and forgotten', async (_, endpoint, delivery) => {
    const { deliver, received } = start();
    expect((await deliver(endpoint, delivery)).statusCode).toBe(400);
    expect(await received()).toEqual([]);
  });

  it('without the headers of Standard Webhooks is refused', async () => {
    const { server } = start();
    const headers = { 'content-type': 'application/json' };
    const answer = await server.inject({ method: 'POST', url: '/hooks/shop', headers, payload: payload() });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('webhook-signature');
  });

  it.each([
    [LARGEST_BODY_BYTES, 204],
    [LARGEST_BODY_BYTES + 1, 413],
  ])('of %d bytes gets %d', async (bytes, status) => {
    const { deliver } = start();
    const body = payload({ id: 'pay_1', description: '' });
    expect((await deliver('shop', { body: body.padEnd(bytes) })).statusCode).toBe(status);
  });

  it('of another type of content is refused', async () => {
    const { deliver } = start();
    expect((await deliver('shop', { headers: { 'content-type': 'text/plain' } })).statusCode).toBe(415);
  });

  it('with a traceparent that is none is taken without it', async () => {
    const { deliver, received } = start();
    await deliver('shop', { headers: { traceparent: '<b>' } });
    expect((await received())[0]).not.toHaveProperty('traceparent');
  });
});

describe('what was received', () => {
  it('is bounded: the oldest is forgotten', async () => {
    const { deliver, received } = start();
    for (let index = 0; index <= LARGEST_INBOX; index += 1) await deliver('other', { id: `evt_${index}` });
    const kept = await received(`?limit=${LARGEST_INBOX}`);
    expect([kept.length, kept[0]?.webhookId, kept.at(-1)?.webhookId]).toEqual([LARGEST_INBOX, 'evt_500', 'evt_1']);
  });

  it('is filtered and limited', async () => {
    const { deliver, received } = start();
    await deliver('shop');
    await deliver('other');
    await deliver('other', { body: payload({ id: 'pay_2' }) });
    expect(await received('?endpoint=other')).toHaveLength(2);
    expect(await received('?endpoint=other&payment=pay_1&limit=')).toHaveLength(1);
    expect(await received('?limit=1')).toMatchObject([{ payment: 'pay_2' }]);
  });

  it.each(['?limit=0', '?limit=501', '?limit=many', '?endpoint=A', '?since=now', '?limit=1&limit=2'])(
    'is not shown for %s',
    async filter => {
      expect((await start().server.inject(`/received${filter}`)).statusCode).toBe(400);
    },
  );
});

describe('a fault', () => {
  const put = (server: ReturnType<typeof start>['server'], endpoint: string, fault: unknown) =>
    server.inject({
      method: 'PUT',
      url: `/faults/${endpoint}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(fault),
    });

  it('decides what its endpoint answers, and no other, until it is taken away', async () => {
    const { server, deliver, received } = start();
    expect((await put(server, 'shop', { status: 503 })).json()).toEqual({ status: 503, delayMs: 0 });
    expect((await deliver('shop')).statusCode).toBe(503);
    expect((await deliver('other')).statusCode).toBe(204);
    expect((await server.inject({ method: 'DELETE', url: '/faults/shop' })).statusCode).toBe(204);
    expect((await deliver('shop')).statusCode).toBe(204);
    expect((await received('?endpoint=shop')).map(({ status, attempt }) => [status, attempt])).toEqual([
      [204, 2],
      [503, 1],
    ]);
  });

  it('delays the answer, not the delivery', async () => {
    const { server, deliver, received } = start();
    await put(server, 'shop', { delayMs: 300 });
    const startedAt = performance.now();
    const answered = deliver('shop').then(({ statusCode }) => statusCode);
    await expect.poll(() => received()).toHaveLength(1);
    expect(await answered).toBe(204);
    expect(performance.now() - startedAt).toBeGreaterThan(290);
  });

  it.each([
    { status: 100 },
    { status: 600 },
    { status: '503' },
    { delayMs: -1 },
    { delayMs: 60_001 },
    { delay: 1 },
    [],
  ])('%j is refused', async fault => {
    expect((await put(start().server, 'shop', fault)).statusCode).toBe(400);
  });
});

describe('the page', () => {
  it('lists deliveries, and escapes what it shows', async () => {
    const { server, deliver } = start();
    await deliver('shop', {
      id: `evt_<i>"&'`,
      body: JSON.stringify({ type: '<script>alert(1)</script>', data: { id: '"><img src=x>' } }),
    });
    const { body } = await server.inject('/');
    expect(body).toContain('<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>');
    expect(body).toContain('<td>evt_&lt;i&gt;&quot;&amp;&#39;</td>');
    expect(body).toContain('<a href="?payment=%22%3E%3Cimg%20src%3Dx%3E">&quot;&gt;&lt;img src=x&gt;</a>');
    expect(body).not.toMatch(/<(script|img|i)\b/);
  });

  it('runs nothing and shows nothing from elsewhere', async () => {
    const { headers } = await start().server.inject('/');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[0-9A-Za-z+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('says what it knows of one payment, and that there is nothing yet', async () => {
    const { server, deliver } = start();
    await deliver('shop');
    expect((await server.inject('/?payment=pay_1')).body).toContain('Show all');
    expect((await server.inject('/?payment=pay_2')).body).toContain('Nothing was received yet.');
  });

  it('lies behind a path where there is one, and deliveries and faults do not', async () => {
    const { server, deliver } = start({ basePath: '/merchant' });
    expect((await deliver('shop')).statusCode).toBe(204);
    expect((await server.inject('/merchant/')).body).toContain('pay_1');
    expect((await server.inject('/merchant/received')).json()).toMatchObject({ data: [{ endpoint: 'shop' }] });
    for (const url of ['/merchant/faults/shop', '/merchant/hooks/shop']) {
      for (const method of ['PUT', 'DELETE', 'POST'] as const)
        expect((await server.inject({ method, url, payload: {} })).statusCode).toBe(404);
    }
  });
});

describe('settings', () => {
  it('have defaults', () =>
    expect(readSettings({ BASE_PATH: '', WEBHOOK_SECRETS: '' })).toEqual({
      HOST: '0.0.0.0',
      PORT: 8091,
      BASE_PATH: '',
      WEBHOOK_SECRETS: {},
    }));

  it.each([
    ['WEBHOOK_SECRETS', 'hunter2'],
    ['WEBHOOK_SECRETS', '{"shop":"hunter2"}'],
    ['WEBHOOK_SECRETS', '{"Shop":"whsec_hunter2="}'],
    ['WEBHOOK_SECRETS', '["whsec_hunter2"]'],
    ['BASE_PATH', 'hunter2'],
    ['BASE_PATH', '/hunter2/'],
    ['PORT', 'hunter2'],
  ])('%s is refused as %s, which is not repeated', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name}: (?!.*hunter2)`));
  });
});

describe('the process', () => {
  it('logs deliveries as JSON without bodies or secrets, and ends with 0 when asked, even while an answer waits', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'payments-merchant-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const merchant = new ManagedProcess({
      command: process.execPath,
      arguments: [fileURLToPath(new URL('main.ts', import.meta.url))],
      environment: {
        HOST: '127.0.0.1',
        PORT: String(port),
        WEBHOOK_SECRETS: JSON.stringify({ shop: SECRET }),
        NODE_NO_WARNINGS: '1',
      },
      logFile: join(folder, 'merchant.log'),
      isReady: async () => (await fetch(`${url}/health`)).ok,
    });
    try {
      await merchant.start();
      const json = { 'content-type': 'application/json' };
      await fetch(`${url}/faults/shop`, { method: 'PUT', headers: json, body: '{"delayMs":60000}' });
      const body = payload({ id: 'pay_1', description: 'in the body alone' });
      const headers = signedHeaders({ id: 'evt_1', timestamp: Math.floor(Date.now() / 1_000), body }, [SECRET]);
      const waiting = fetch(`${url}/hooks/shop`, { method: 'POST', headers: { ...json, ...headers }, body });
      waiting.catch(() => {});
      await expect.poll(() => merchant.log).toContain('webhook received');
      expect(await merchant.stop('SIGTERM')).toBe(0);
      await expect(waiting).rejects.toThrow('fetch failed');
      const lines = merchant.log.trim().split('\n');
      expect(lines.map(line => (JSON.parse(line) as { service: string }).service)).toEqual(
        lines.map(() => 'merchant-simulator'),
      );
      expect(merchant.log).toMatch(/"endpoint":"shop".*"signature":"verified"/);
      for (const hidden of ['in the body alone', SECRET.slice(6, 20), headers['webhook-signature']?.slice(3)])
        expect(merchant.log).not.toContain(hidden);
    } finally {
      await merchant.stop('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });
});
