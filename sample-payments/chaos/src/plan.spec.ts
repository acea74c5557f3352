import { describe, expect, it } from 'vitest';
import { FAULTS } from './faults/index.ts';
import { planRun } from './plan.ts';

const plans = Array.from({ length: 200 }, (_, seed) => planRun(String(seed)));

describe('a plan', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planRun('7')).toEqual(planRun('7'));
    expect(planRun('7')).not.toEqual(planRun('8'));
  });

  it('does two to four different faults', () => {
    for (const { faults } of plans) {
      expect(faults.length).toBeGreaterThanOrEqual(2);
      expect(faults.length).toBeLessThanOrEqual(4);
      expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    }
  });

  it('over 200 seeds does every fault, and each often', () => {
    const drawn = Map.groupBy(
      plans.flatMap(({ faults }) => faults),
      ({ name }) => name,
    );
    expect([...drawn.keys()].sort()).toEqual(FAULTS.map(({ name }) => name).sort());
    for (const [, times] of drawn) expect(times.length).toBeGreaterThanOrEqual(4);
  });
});
