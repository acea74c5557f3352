import { PostgresServer, RedisServer, createTemplate, TEMPLATE } from '@payments/testing';
import { parseEnvironment } from '@payments/core/configuration';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../createApp.ts';
import { Lifecycle } from '../platform/Lifecycle.ts';
import { apiSettings } from '../settings.ts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

let postgres: PostgresServer;
let redis: RedisServer;
let app: NestFastifyApplication;
beforeAll(async () => {
  [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
  await createTemplate(postgres);
  const settings = parseEnvironment(apiSettings, {
    DATABASE_URL: postgres.url('payments_app', TEMPLATE),
    REDIS_URL: redis.url,
    ACQUIRER_URL: 'http://127.0.0.1:1',
    API_KEY_PEPPER: Buffer.alloc(32).toString('base64'),
    SEALING_KEY: Buffer.alloc(32).toString('base64'),
  });
  app = await createApp(settings, pino({ level: 'silent' }));
}, 60_000);
afterAll(async () => {
  await app.close();
  await Promise.all([postgres.dispose(), redis.dispose()]);
});

const authorization = `Bearer sk_test_${'0'.repeat(32)}_${'0'.repeat(64)}`;
const get = (url: string) => app.inject({ method: 'GET', url, headers: { authorization } });

describe('health', () => {
  it('is alive and ready', async () => {
    expect((await get('/health/live')).json()).toEqual({ status: 'ok' });
    await expect.poll(async () => (await get('/health/ready')).json()).toEqual({ status: 'ok' });
  });

  it('stays ready without a database, and requests are told to come again', async () => {
    await postgres.crash();
    expect((await get('/health/ready')).statusCode).toBe(200);
    const refused = await get('/v1/payments');
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.json()).toMatchObject({ error: { type: 'api_error', code: 'unavailable' } });
    await postgres.restart();
    expect((await get('/v1/payments')).statusCode).toBe(401);
  });

  it('is not ready while draining, and asks connections to end', async () => {
    app.get(Lifecycle).startDraining();
    const ready = await get('/health/ready');
    expect([ready.statusCode, ready.json(), ready.headers.connection]).toEqual([503, { status: 'draining' }, 'close']);
    expect((await get('/health/live')).statusCode).toBe(200);
    expect((await get('/v1/payments')).statusCode).toBe(401);
  });
});

describe('what is not in the contract', () => {
  it.each([
    ['GET', '/v1/nothing', undefined, 404, 'route_missing'],
    ['GET', '/v1/payments/%zz', undefined, 400, 'request_unreadable'],
    ['POST', '/v1/payments', '{"amount":', 400, 'request_unreadable'],
    ['POST', '/v1/payments', `{"a":"${'x'.repeat(300_000)}"}`, 413, 'body_too_large'],
  ] as const)('%s %s is refused in the contract’s shape', async (method, url, payload, status, code) => {
    const headers = { authorization, ...(payload && { 'content-type': 'application/json' }) };
    const refused = await app.inject({ method, url, headers, ...(payload && { payload }) });
    expect(refused.statusCode).toBe(status);
    expect(refused.json()).toMatchObject({ error: { type: 'invalid_request_error', code } });
    expect(refused.headers['request-id']).toMatch(/^req_/);
  });

  it('is refused when it is not JSON', async () => {
    const headers = { authorization, 'content-type': 'text/csv' };
    const refused = await app.inject({ method: 'POST', url: '/v1/payments', headers, payload: 'a,b' });
    expect([refused.statusCode, refused.json().error.code]).toEqual([415, 'content_type_unsupported']);
  });
});
