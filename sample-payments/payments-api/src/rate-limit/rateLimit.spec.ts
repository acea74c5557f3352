import { RedisServer } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness } from '../testing/harness.fixture.ts';
import { TokenBucket } from './TokenBucket.ts';

describe('TokenBucket', () => {
  it('gives its burst, then as many as time brings, and never more than its burst', () => {
    const bucket = new TokenBucket(10, 2, 0);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0.1]);
    expect([bucket.take(100), bucket.take(100)]).toEqual([0, 0.1]);
    expect([bucket.take(99_000), bucket.take(99_000), bucket.take(99_000)]).toEqual([0, 0, 0.1]);
  });

  it('takes back what did not count, and holds no more than its burst', () => {
    const bucket = new TokenBucket(10, 1, 0);
    expect(bucket.take(0)).toBe(0);
    bucket.giveBack();
    bucket.giveBack();
    expect([bucket.take(0), bucket.take(0)]).toEqual([0, 0.1]);
  });

  it('is not confused by a clock that steps back', () => {
    const bucket = new TokenBucket(10, 1, 1_000);
    expect(bucket.take(1_000)).toBe(0);
    expect(bucket.take(0)).toBe(0.1);
  });
});

describe('the limit of an API key', () => {
  let api: Harness;
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
    api = await Harness.start({ REDIS_URL: redis.url, RATE_LIMIT_PER_SECOND: '2' });
    await api.startApp({ REDIS_URL: redis.url, RATE_LIMIT_PER_SECOND: '2' });
  });
  afterAll(async () => {
    await api.stop();
    await redis.dispose();
  });

  /** How many of 40 requests at once get through. */
  async function passed(): Promise<number> {
    const as = await api.makeKey();
    const replies = await Promise.all(Array.from({ length: 40 }, () => api.get('/v1/payments', { as })));
    for (const refused of replies.filter(({ status }) => status !== 200)) {
      expect(refused).toMatchObject({
        status: 429,
        body: { error: { type: 'rate_limit_error', code: 'rate_limited' } },
      });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    return replies.filter(({ status }) => status === 200).length;
  }

  it('lets a burst through and refuses the rest, one key beside another', async () => {
    for (const count of [await passed(), await passed()]) {
      expect(count).toBeGreaterThanOrEqual(4);
      expect(count).toBeLessThan(40);
    }
  });

  it.each([
    ['hangs', () => Promise.resolve(redis.pause())],
    ['is gone', () => (redis.resume(), redis.kill())],
  ])('holds for each process while Redis %s, and payments go on', async (_, fault) => {
    await fault();
    const count = await passed();
    expect(count).toBeGreaterThanOrEqual(4);
    expect(count).toBeLessThan(40);
    expect(await api.pay()).toMatchObject({ status: 'succeeded' });
    expect(await api.get('/health/ready', { as: '' })).toMatchObject({ status: 200, body: { status: 'degraded' } });
  });

  it('counts over all processes again when Redis is back', async () => {
    await redis.restart();
    const ready = async () => (await api.get('/health/ready', { as: '' })).body.status;
    await expect.poll(ready, { timeout: 5_000 }).toBe('ok');
    expect(await passed()).toBeLessThan(40);
  });
});
