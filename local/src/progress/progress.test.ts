import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ComponentStatus } from '../supervisor/snapshot.ts';
import { formatDuration, formatEstimate } from './duration.ts';
import { progressTitle } from './progressTitle.ts';

const component = (changes: Partial<ComponentStatus>): ComponentStatus => ({
  name: 'frontend',
  title: 'Frontend',
  kind: 'step',
  group: 'portal',
  state: 'building',
  since: new Date(0).toISOString(),
  logFile: '/log',
  restarts: 0,
  ...changes,
});

describe('progressTitle', () => {
  const cases: [string, Partial<ComponentStatus>, string][] = [
    ['work without history shows what has passed', {}, 'Frontend 20 s'],
    [
      'work with history shows how long it usually takes',
      { estimateMs: 62_000 },
      'Frontend 20 s of about 60 s',
    ],
    [
      'waiting says for what',
      { state: 'starting', reason: 'Waits for: Packages.' },
      'Frontend: Waits for: Packages.',
    ],
    [
      'done work says how long it took',
      { state: 'healthy', tookMs: 65_000 },
      'Frontend (1 min 05 s)',
    ],
    ['nothing to do says nothing', { state: 'healthy' }, 'Frontend'],
    [
      'a failure says why',
      { state: 'failed', reason: 'The disk is full.' },
      'Frontend: The disk is full.',
    ],
  ];
  for (const [title, changes, expected] of cases)
    it(title, () =>
      assert.equal(progressTitle(component(changes), 20_000), expected),
    );
});

describe('durations', () => {
  for (const [ms, text] of [
    [0, '0.0 s'],
    [9_940, '9.9 s'],
    [9_960, '10 s'],
    [59_499, '59 s'],
    [125_000, '2 min 05 s'],
  ] as const)
    it(`${ms} ms is ${text}`, () => assert.equal(formatDuration(ms), text));
  for (const [ms, text] of [
    [300, 'about 1 s'],
    [9_000, 'about 9 s'],
    [33_000, 'about 35 s'],
    [150_000, 'about 3 min'],
  ] as const)
    it(`${ms} ms is ${text} as an estimate`, () =>
      assert.equal(formatEstimate(ms), text));
});
