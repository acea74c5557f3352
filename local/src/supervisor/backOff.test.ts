import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { restartDelayMs } from './backOff.ts';

const policy = {
  maxRestarts: 3,
  withinMs: 1_000,
  firstDelayMs: 10,
  maxDelayMs: 30,
};

describe('restartDelayMs', () => {
  const cases: [string, number[], number | undefined][] = [
    ['the first end waits the first delay', [5_000], 10],
    ['the second waits twice as long', [4_900, 5_000], 20],
    ['no wait is longer than the limit', [4_800, 4_900, 5_000], 30],
    [
      'one end more than allowed gives up',
      [4_700, 4_800, 4_900, 5_000],
      undefined,
    ],
    ['ends long ago do not count', [1_000, 2_000, 3_000, 5_000], 10],
  ];
  for (const [title, endedAtMs, delay] of cases)
    it(title, () =>
      assert.equal(restartDelayMs(endedAtMs, policy, 5_000), delay),
    );
});
