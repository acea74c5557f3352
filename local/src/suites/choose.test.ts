import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '../problem.ts';
import { chooseSuites } from './choose.ts';
import { suites } from './index.ts';
import type { Suite } from './suite.ts';

const some: Suite[] = ['lint', 'unit', 'chaos'].map(name => ({
  name,
  title: name,
  needsPlatform: false,
  cores: 1,
  all: name === 'chaos',
  run: async () => ({ passed: 1, failed: 0, skipped: 0 }),
}));
const names = (list: Suite[]) => list.map(({ name }) => name);

describe('chooseSuites', () => {
  it('takes the usual ones when none is named, and tells what it left out', () => {
    const { chosen, leftOut } = chooseSuites(some, [], false);
    assert.deepEqual(names(chosen), ['lint', 'unit']);
    assert.deepEqual(names(leftOut), ['chaos']);
  });

  it('takes every suite with --all', () => {
    assert.deepEqual(names(chooseSuites(some, [], true).chosen), names(some));
  });

  it('takes a long suite that is named, and keeps the order of the list', () => {
    const { chosen, leftOut } = chooseSuites(some, ['chaos', 'lint'], false);
    assert.deepEqual(names(chosen), ['lint', 'chaos']);
    assert.deepEqual(leftOut, []);
  });

  it('refuses an unknown name with exit code 2 and says which there are', () => {
    assert.throws(
      () => chooseSuites(some, ['units'], false),
      (error: Problem) =>
        error.exitCode === 2 &&
        /"units"/.test(error.what) &&
        error.next.some(line => line.includes('lint, unit, chaos')),
    );
  });
});

describe('the list of suites', () => {
  it('names each suite once', () => {
    assert.equal(new Set(names(suites)).size, suites.length);
  });
});
