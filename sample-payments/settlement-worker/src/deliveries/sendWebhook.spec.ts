import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Receiver } from '../testing/Receiver.fixture.ts';
import type { Resolve } from './resolveTarget.ts';
import { sendWebhook } from './sendWebhook.ts';

let receiver: Receiver;

beforeAll(async () => {
  receiver = await Receiver.start();
});
afterAll(() => receiver.close());

const REQUEST = { headers: {}, body: '{}', timeoutMs: 1_000, allowLoopback: false, allowedHosts: [] };

interface Options {
  allowLoopback?: boolean;
  allowedHosts?: string[];
  addresses?: string[];
}

const send = (url: string, options: Options = {}) =>
  sendWebhook({
    ...REQUEST,
    url,
    allowLoopback: options.allowLoopback ?? false,
    allowedHosts: options.allowedHosts ?? [],
    resolve: options.addresses ? async () => options.addresses ?? [] : undefined,
  });

describe('an address that is not public', () => {
  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://168.63.129.16/',
    'https://10.1.2.3/',
    'https://224.0.0.1/',
    'http://1.1.1.1/',
  ])('%s is not called', async url => expect(await send(url)).toEqual({ failure: 'blocked_address' }));

  it.each([
    ['a name for it', ['10.0.0.1']],
    ['one among public ones', ['1.1.1.1', '169.254.169.254']],
    ['a mapped one', ['::ffff:10.0.0.1']],
  ])('%s is not called', async (_, addresses) =>
    expect(await send('https://shop.example/', { addresses })).toEqual({ failure: 'blocked_address' }),
  );

  it.each([
    ['beyond this machine', ['192.168.0.1']],
    ['beside this machine', ['127.0.0.1', '10.0.0.1']],
  ])('%s is refused also where this machine is allowed', async (_, addresses) =>
    expect(await send('http://shop.example/', { addresses, allowLoopback: true })).toEqual({
      failure: 'blocked_address',
    }),
  );
});

describe('a host that is allowed', () => {
  const at = (host: string, path: string) => `http://${host}:${receiver.port}${path}`;
  const toAllowed = (url: string, addresses = ['127.0.0.1']) =>
    send(url, { addresses, allowedHosts: [`merchant.internal:${receiver.port}`] });

  it.each(['merchant.internal', 'Merchant.INTERNAL'])('is called as %s by http, at a private address', async host => {
    const path = `/allowed/${host}`;
    expect(await toAllowed(at(host, path))).toEqual({ httpStatus: 204 });
    expect(receiver.at(path)).toHaveLength(1);
  });

  it('is called by the system’s resolver too', async () => {
    const allowedHosts = [`127.0.0.1:${receiver.port}`];
    expect(await send(at('127.0.0.1', '/allowed'), { allowedHosts })).toEqual({ httpStatus: 204 });
  });

  it.each([
    ['another host', 'other.internal'],
    ['a host below it', 'a.merchant.internal'],
    ['its address', '127.0.0.1'],
    ['the same with a dot', 'merchant.internal.'],
  ])('does not allow %s', async (_, host) => {
    expect(await toAllowed(at(host, '/denied'))).toEqual({ failure: 'blocked_address' });
  });

  it('does not allow another port', async () => {
    for (const port of ['', ':443', `:${receiver.port - 1}`]) {
      expect(await toAllowed(`http://merchant.internal${port}/denied`)).toEqual({ failure: 'blocked_address' });
      expect(await toAllowed(`https://merchant.internal${port}/denied`)).toEqual({ failure: 'blocked_address' });
    }
  });

  it('does not allow a password', async () =>
    expect(await toAllowed(at('user@merchant.internal', '/denied'))).toEqual({ failure: 'blocked_address' }));

  it('is not followed where it leads to, even on itself', async () => {
    expect(await toAllowed(at('merchant.internal', '/redirect'))).toEqual({ httpStatus: 301, failure: 'redirect' });
    expect(receiver.at('/target')).toEqual([]);
  });

  it('leaves all others as they are', async () => {
    expect(await toAllowed('http://shop.example/', ['1.1.1.1'])).toEqual({ failure: 'blocked_address' });
    expect(await toAllowed('https://shop.example/', ['10.0.0.1'])).toEqual({ failure: 'blocked_address' });
    expect(receiver.at('/denied')).toEqual([]);
  });
});

describe('the name of a host', () => {
  it('is resolved once, and only the checked address is connected to', async () => {
    const resolve = vi.fn<Resolve>(async () => ['127.0.0.1']);
    const url = `http://rebinding.invalid:${receiver.port}/rebinding`;
    const answer = await sendWebhook({ ...REQUEST, url, allowLoopback: true, resolve });
    expect(answer).toEqual({ httpStatus: 204 });
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(receiver.at('/rebinding')[0]?.headers.host).toBe(`rebinding.invalid:${receiver.port}`);
  });

  it('that takes too long to resolve is a timeout', async () => {
    const resolve = () => new Promise<string[]>(() => {});
    const request = { ...REQUEST, url: 'https://slow.example/', timeoutMs: 50 };
    expect(await sendWebhook({ ...request, resolve })).toEqual({ failure: 'timeout' });
  });

  it('that does not resolve is no connection', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    const request = { ...REQUEST, url: 'https://nowhere.example/', timeoutMs: 50 };
    expect(await sendWebhook({ ...request, resolve })).toEqual({ failure: 'connection' });
  });
});

it('an address that cannot be read is no connection', async () =>
  expect(await send('https://')).toEqual({ failure: 'connection' }));
