import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RedisServer } from '@payments/testing';
import { checkAll } from '@payments/core/checker';
import { deliveriesOf, makeEndpoint, makeEvent, type MadeEndpoint } from '../testing/rows.fixture.ts';
import { WorkerRig } from '../testing/WorkerRig.fixture.ts';
import type { RunningWorker } from '../createWorker.ts';

let rig: WorkerRig;
let redis: RedisServer;
let worker: RunningWorker;
let endpoint: MadeEndpoint;

beforeAll(async () => {
  [rig, redis] = await Promise.all([WorkerRig.create(), RedisServer.start()]);
  endpoint = await makeEndpoint(rig.app, rig.merchantId, `${rig.receiver.origin}/shop`);
  worker = await rig.startWorker({ REDIS_URL: redis.url });
});
afterAll(async () => {
  await rig.dispose();
  await redis.dispose();
});

/** Announces events, and gives the states of those that were not delivered within the time. */
async function undelivered(events: number, withinMs: number): Promise<string[]> {
  for (let count = 0; count < events; count += 1) await makeEvent(rig.app, rig.merchantId);
  const open = async () => {
    const waiting = await rig.app.query<{ state: string }>(`SELECT state FROM outbox_events WHERE state = 'waiting'`);
    const deliveries = await deliveriesOf(rig.app, endpoint.id);
    return [...waiting, ...deliveries].map(({ state }) => state).filter(state => state !== 'delivered');
  };
  const isDone = async () => expect(await open()).toEqual([]);
  await vi.waitFor(isDone, { timeout: withinMs, interval: 50 }).catch(() => {});
  return open();
}

const readiness = async () => {
  const address = await worker.app.getUrl();
  return (await fetch(`${address}/health/ready`)).json();
};

describe('Redis', () => {
  it('may forget everything again and again: all events arrive', async () => {
    const flushing = setInterval(() => void redis.flush().catch(() => {}), 20);
    expect(await undelivered(100, 40_000)).toEqual([]);
    clearInterval(flushing);
  }, 60_000);

  it('may hang: events arrive without it', async () => {
    redis.pause();
    expect(await undelivered(20, 25_000)).toEqual([]);
    redis.resume();
  }, 30_000);

  it('may die: events arrive without it, readiness says degraded, and it is used again when it is back', async () => {
    await redis.kill();
    expect(await undelivered(20, 25_000)).toEqual([]);
    await vi.waitFor(async () => expect(await readiness()).toEqual({ status: 'degraded', redis: 'away' }), 10_000);
    await redis.restart();
    await vi.waitFor(async () => expect(await readiness()).toEqual({ status: 'ok', redis: 'ok' }), 10_000);
    expect(await undelivered(20, 25_000)).toEqual([]);
  }, 60_000);

  it('leaves nothing unaccounted for', async () => {
    expect(await checkAll(rig.app, { graceSeconds: 0 })).toEqual([]);
    const ids = new Set(rig.receiver.received.map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(160);
  });

  it('being away does not hold up a worker that ends', async () => {
    await redis.kill();
    const startedAt = Date.now();
    await rig.stopWorkers();
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    await redis.restart();
  });
});
