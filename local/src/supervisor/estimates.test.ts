import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import {
  estimateFor,
  estimateMs,
  readHistory,
  recordDuration,
  withDuration,
} from './estimates.ts';

describe('estimateMs', () => {
  const cases: [string, number[], number | undefined][] = [
    ['nothing is known without history', [], undefined],
    ['one run is its own estimate', [7], 7],
    ['an outlier does not move it', [10, 11, 900], 11],
    ['between two it is their middle', [10, 20], 15],
  ];
  for (const [title, durations, expected] of cases)
    it(title, () => assert.equal(estimateMs(durations), expected));
});

describe('estimateFor', () => {
  const step = { name: 'step', typicalMs: 90 };
  const cases: [string, Parameters<typeof estimateFor>, number | undefined][] =
    [
      ['earlier runs on this machine count', [step, { step: [7] }], 7],
      ['without any, what is typical does', [step, { other: [7] }], 90],
      ['else nothing is known', [{ name: 'step' }, {}], undefined],
    ];
  for (const [title, args, expected] of cases)
    it(title, () => assert.equal(estimateFor(...args), expected));
});

describe('the history', () => {
  it('keeps the newest five durations', () => {
    let history = {};
    for (let ms = 1; ms <= 7; ms++) history = withDuration(history, 'a', ms);
    assert.deepEqual(history, { a: [3, 4, 5, 6, 7] });
  });

  it('is shared through the cache and survives damage', test => {
    const cache = temporaryFolder(test);
    recordDuration(cache, 'a', 3.4);
    assert.deepEqual(readHistory(cache), { a: [3] });
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'durations.json'), '{"a":[1,');
    assert.deepEqual(readHistory(cache), {});
    recordDuration(cache, 'a', 5);
    assert.deepEqual(readHistory(cache), { a: [5] });
  });

  it('that cannot be written is done without', test => {
    const cache = temporaryFolder(test);
    mkdirSync(join(cache, 'durations.json'));
    recordDuration(cache, 'a', 5);
    assert.deepEqual(readHistory(cache), {});
  });
});
