import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RedisServer } from '@payments/testing';
import { newUuid } from '@payments/core/identifiers';
import { DeliveryQueue, jobIdOf } from './DeliveryQueue.ts';

let redis: RedisServer;
let queue: DeliveryQueue;
const seen: string[] = [];
let gate = Promise.resolve();

beforeAll(async () => {
  redis = await RedisServer.start();
  queue = new DeliveryQueue({ redisUrl: redis.url, prefix: 'bull', concurrency: 4, onReachable: () => {} });
  await queue.start(async id => {
    seen.push(id);
    await gate;
  });
});
afterAll(async () => {
  await queue.close(500);
  await redis.dispose();
});

const hint = (id: string) => vi.waitFor(async () => expect(await queue.enqueue([id])).toBe(true), 10_000);

describe('a hint', () => {
  it('has an id that BullMQ takes', () => {
    expect(jobIdOf(newUuid())).toMatch(/^whd-[0-9a-f]{32}$/);
  });

  it('reaches a worker, once while it runs, and again after it ended', async () => {
    const id = newUuid();
    const opened = Promise.withResolvers<void>();
    gate = opened.promise;
    await hint(id);
    await vi.waitFor(() => expect(seen).toEqual([id]));
    await hint(id);
    expect(await queue.depth()).toBe(1);
    opened.resolve();
    gate = Promise.resolve();
    await vi.waitFor(async () => expect(await queue.depth()).toBe(0));
    expect(seen).toEqual([id]);
    await hint(id);
    await vi.waitFor(() => expect(seen).toEqual([id, id]));
  });

  it('is refused within three seconds by a Redis that hangs, and taken when it goes on', async () => {
    redis.pause();
    const startedAt = Date.now();
    expect(await queue.enqueue([newUuid()])).toBe(false);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    redis.resume();
    await hint(newUuid());
  });
});
