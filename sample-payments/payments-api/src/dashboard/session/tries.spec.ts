import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../rate-limit/TokenBucket.ts';
import { triesOf } from './tries.ts';

describe('tries to sign in', () => {
  it.each([
    ['an address', 0, 20, 3_000],
    ['an e-mail', 1, 5, 12_000],
  ])('from %s are taken at once up to a number, then now and then', (_, index, atOnce, pauseMs) => {
    const pace = triesOf('mira@shop.example', '192.0.2.1')[index]?.pace ?? { perSecond: 0, burst: 0 };
    const bucket = new TokenBucket(pace.perSecond, pace.burst, 0);
    const waits = Array.from({ length: atOnce + 1 }, () => bucket.take(0));
    expect(waits.filter(wait => wait === 0)).toHaveLength(atOnce);
    expect(waits.at(-1)).toBeCloseTo(pauseMs / 1_000);
    expect(bucket.take(pauseMs + 1)).toBe(0);
  });

  it('with the same e-mail count together, however it is written, and the e-mail is not in the key', () => {
    const [lower, upper] = ['mira@shop.example', 'MIRA@shop.example'].map(email => triesOf(email, 'a')[1]?.key);
    expect(lower).toBe(upper);
    expect(lower).not.toContain('mira');
  });
});
