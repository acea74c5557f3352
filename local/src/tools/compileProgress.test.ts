import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  describeProgress,
  estimateLeftSeconds,
  readProgress,
} from './compileProgress.ts';

const packages = ['internal/cpu', 'runtime', 'example.com/a', 'fake/main'];

describe('readProgress', () => {
  const cases: [string, string, number, boolean][] = [
    ['nothing yet', '', 0, false],
    ['downloads only', 'go: downloading example.com/a v1.0.0\n', 0, false],
    ['two packages', 'internal/cpu\nruntime\n', 2, false],
    ['a package that was named twice', 'runtime\nruntime\n', 1, false],
    ['the program itself', packages.join('\n'), 4, true],
  ];
  for (const [title, output, compiled, isLinking] of cases)
    it(`counts ${title}`, () =>
      assert.deepEqual(readProgress(output, packages), {
        compiled,
        total: 4,
        isLinking,
      }));

  it('is linking when nothing needs compiling', () =>
    assert.equal(readProgress('', []).isLinking, true));
});

describe('describeProgress', () => {
  const cases: [number, boolean, number | undefined, string][] = [
    [312, false, 290, 'compiled 312 of 1480 packages, about 5 min left'],
    [312, false, 20, 'compiled 312 of 1480 packages, about 1 min left'],
    [312, false, undefined, 'compiled 312 of 1480 packages'],
    [1480, true, 0, 'linking'],
  ];
  for (const [compiled, isLinking, left, text] of cases)
    it(`says "${text}"`, () =>
      assert.equal(
        describeProgress({ compiled, total: 1480, isLinking }, left),
        text,
      ));
});

describe('estimateLeftSeconds', () => {
  const facts = { typicalSeconds: 480, cores: 2, elapsedSeconds: 0 };
  const at = (compiled: number, changes = {}) =>
    estimateLeftSeconds(
      { compiled, total: 100, isLinking: false },
      { ...facts, ...changes },
    );
  it('is what was measured before anything is compiled', () =>
    assert.equal(at(0), 480));
  it('is less on more cores, up to eight', () => {
    assert.equal(at(0, { cores: 8 }), 120);
    assert.equal(at(0, { cores: 64 }), 120);
  });
  it('follows this machine the more is done', () =>
    assert.equal(at(50, { elapsedSeconds: 480 }), 360));
  it('is nothing at the end', () =>
    assert.equal(at(100, { elapsedSeconds: 900 }), 0));
});
