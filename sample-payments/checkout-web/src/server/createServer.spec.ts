import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEnvironment } from '@payments/core/configuration';
import { createServer, type WebServer } from './createServer.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';
import { webSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'payments-web-'));
const logs: string[] = [];
const logger = pino({ level: 'info' }, { write: line => void logs.push(line) });
let web: WebServer;
let api: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Payments</title>');
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(folder, 'assets', 'index-a1b2.js'), 'let a;');
  writeFileSync(join(folder, 'assets', 'index-a1b2.js.gz'), gzipSync('let a;'));
  api = Fastify();
  api.all('/v1/*', request => ({ url: request.url, host: request.headers.host, body: request.body }));
  const API_URL = await api.listen({ host: '127.0.0.1', port: 0 });
  web = await createServer(parseEnvironment(webSettings, { API_URL }), logger, folder);
});

afterAll(async () => {
  await web.server.close();
  await api.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => web.server.inject({ url, headers });
const navigate = (url: string) => get(url, { accept: 'text/html,*/*;q=0.8' });

describe('the server of the pages', () => {
  it.each(['/', '/payments', '/payments/pay_1?x=1', '/checkout/pay_1'])(
    'gives the page to who navigates to %s',
    async url => {
      const response = await navigate(url);
      expect(response.statusCode).toBe(200);
      expect(response.body).toContain('<title>Payments</title>');
      expect(response.headers['cache-control']).toBe('no-cache');
    },
  );

  it.each([
    ['a missing asset', () => navigate('/assets/index-old.js')],
    ['a missing file', () => navigate('/robots.txt')],
    ['a page that is fetched as something else', () => get('/payments', { accept: 'application/json' })],
    ['a change', () => web.server.inject({ method: 'POST', url: '/payments', headers: { accept: 'text/html' } })],
    ['a file outside of the folder', () => navigate('/..%2f..%2fetc%2fpasswd')],
  ])('answers 404 to %s', async (_, ask) => expect((await ask()).statusCode).toBe(404));

  it('lets browsers keep hashed files for ever, and takes them compressed', async () => {
    const response = await get('/assets/index-a1b2.js', { 'accept-encoding': 'gzip, br' });
    expect(response.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
      'content-type': expect.stringMatching(/javascript/),
    });
    expect((await get('/assets/index-a1b2.js')).body).toBe('let a;');
  });

  it.each(['/', '/assets/index-a1b2.js', '/missing.js', '/health/live'])('sends security headers with %s', async url =>
    expect((await navigate(url)).headers).toMatchObject(SECURITY_HEADERS),
  );

  it('allows no inline script or style', () =>
    expect(SECURITY_HEADERS['content-security-policy']).not.toMatch(/unsafe|\*/));

  it('forwards the API with the Host that the browser named', async () => {
    const response = await web.server.inject({
      method: 'POST',
      url: '/v1/dashboard/session?a=b',
      headers: { host: 'pay.example', 'content-type': 'application/json' },
      body: { live: true },
    });
    expect(response.json()).toStrictEqual({
      url: '/v1/dashboard/session?a=b',
      host: 'pay.example',
      body: { live: true },
    });
    expect(response.headers['content-security-policy']).toBeUndefined();
  });

  it('logs kinds of requests, never addresses', () => {
    expect(logs.join('')).not.toContain('pay_1');
    expect(JSON.parse(logs[0] ?? '')).toMatchObject({ method: 'GET', route: 'page', status: 200 });
  });

  it('stays alive while it drains, and asks for no more requests', async () => {
    expect((await get('/health/ready')).statusCode).toBe(200);
    web.startDraining();
    expect((await get('/health/ready')).statusCode).toBe(503);
    expect((await get('/health/live')).statusCode).toBe(200);
    const page = await navigate('/');
    expect(page.statusCode).toBe(200);
    expect(page.headers.connection).toBe('close');
  });
});

describe('without an API', () => {
  it('answers 404 to /v1, also to who navigates', async () => {
    const { server } = await createServer(parseEnvironment(webSettings, {}), logger, folder);
    const response = await server.inject({ url: '/v1/payments', headers: { accept: 'text/html' } });
    expect(response.statusCode).toBe(404);
    await server.close();
  });
});

describe('without built pages', () => {
  it('says how to build them', async () =>
    expect(createServer(parseEnvironment(webSettings, {}), logger, join(folder, 'none'))).rejects.toThrow(
      /does not exist\.\nTo build it: {2}npm run build/,
    ));
});
