import { RateLimiter, type Pace } from '../rate-limit/RateLimiter.ts';
import type { Harness } from './harness.fixture.ts';

/** Takes all tokens of a key, as if somebody had asked that often. */
export async function exhaust(api: Harness, { key, pace }: { key: string; pace: Pace }): Promise<void> {
  const limiter = api.app.get(RateLimiter);
  for (let taken = 0; taken < pace.burst * 3; taken += 1) await limiter.take(key, pace);
}
