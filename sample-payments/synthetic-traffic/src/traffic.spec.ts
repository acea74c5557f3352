import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Pace } from './Pace.ts';
import { Shopper } from './Shopper.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A gateway that answers everything as told, and what it was asked. */
async function gateway(answer: (request: IncomingMessage) => { status: number; body?: unknown }) {
  const asked: { method?: string; path?: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push({ method: request.method, path: request.url, headers: request.headers, body });
    const { status, body: content } = answer(request);
    response.writeHead(status, { 'x-request-id': 'req_1' }).end(JSON.stringify(content ?? {}));
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const apiKeys = new Map([['Tidewater Tea', 'sk_test_1']]);
  return { asked, shopper: new Shopper({ url, host: 'pay.localhost', apiKeys }) };
}

describe('a shopper', () => {
  it('pays through the host that the gateway routes by, and says that it is synthetic', async () => {
    const { asked, shopper } = await gateway(() => ({ status: 201, body: { id: 'pay_1' } }));
    expect(await shopper.pay()).toEqual({ operation: 'create payment', status: 201, requestId: 'req_1' });
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/v1/payments' });
    expect(asked[0]?.headers).toMatchObject({
      host: 'pay.localhost',
      authorization: 'Bearer sk_test_1',
      'user-agent': 'payments-synthetic-traffic',
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ confirm: true, metadata: { synthetic: 'true' } });
    shopper.close();
  });

  it('reads pages, and the payments it made', async () => {
    const { asked, shopper } = await gateway(() => ({ status: 201, body: { id: 'pay_1' } }));
    expect((await shopper.read()).operation).toBe('read page');
    await shopper.pay();
    for (let tries = 0; tries < 64; tries += 1) await shopper.read();
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(['/', '/v1/payments', '/v1/payments/pay_1']));
    shopper.close();
  });

  it('passes on what it was told when it goes wrong', async () => {
    const { shopper } = await gateway(() => ({ status: 503 }));
    expect(await shopper.pay()).toEqual({ operation: 'create payment', status: 503, requestId: 'req_1' });
    shopper.close();
  });

  it('takes a gateway that is not there for a failure', async () => {
    const nobody = new Shopper({ url: new URL('http://127.0.0.1:9'), host: 'pay.localhost', apiKeys: new Map() });
    expect(await nobody.read()).toMatchObject({
      status: 0,
      failure: expect.stringContaining('ECONNREFUSED') as string,
    });
  });
});

describe('a pace', () => {
  it('goes on while calls hang, leaves turns out at the limit, and waits for them in the end', async () => {
    vi.useFakeTimers();
    try {
      const hanging: (() => void)[] = [];
      const pace = new Pace(10, () => new Promise(resolve => hanging.push(resolve)));
      vi.advanceTimersByTime(6_000);
      expect(hanging).toHaveLength(50);
      expect(pace.takeSkipped()).toBe(10);
      expect(pace.takeSkipped()).toBe(0);
      const stopped = pace.stop();
      vi.advanceTimersByTime(1_000);
      expect(hanging).toHaveLength(50);
      for (const resolve of hanging) resolve();
      await stopped;
    } finally {
      vi.useRealTimers();
    }
  });

  it('of zero never calls', () => {
    vi.useFakeTimers();
    try {
      const call = vi.fn<() => Promise<void>>(() => Promise.resolve());
      const pace = new Pace(0, call);
      vi.advanceTimersByTime(10_000);
      expect(call).not.toHaveBeenCalled();
      void pace.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});
