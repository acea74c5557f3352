import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';

/** Redis forgets everything. */
export const flushRedis: Fault = {
  name: 'flushRedis',
  weight: 2,
  async apply({ stage }) {
    await stage.redis.flush().catch(() => {});
  },
};

/** kill -9 of Redis; it comes back empty. */
export const killRedis: Fault = {
  name: 'killRedis',
  weight: 2,
  async apply({ stage, random }) {
    await stage.redis.kill();
    await sleep(random.between(0, 600));
    await stage.redis.restart();
  },
};

/** Redis hangs: its connections stay open and get no answer. */
export const pauseRedis: Fault = {
  name: 'pauseRedis',
  weight: 2,
  async apply({ stage, random }) {
    stage.redis.pause();
    await sleep(random.between(200, 1_200));
    stage.redis.resume();
  },
  async heal({ stage }) {
    stage.redis.resume();
  },
};
