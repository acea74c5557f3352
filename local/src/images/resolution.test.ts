import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { parseBaseImage } from './imageDefinition.ts';
import {
  baseImageHash,
  isFresh,
  readResolution,
  writeResolution,
} from './resolution.ts';

const HOUR_MS = 3_600_000;
const define = (source: string) =>
  parseBaseImage('git', source, 'FROM scratch');
const definition = define('packages: [git]');
const git = {
  name: 'git',
  version: '1',
  file: 'git_1_all.deb',
  sha256: 'a'.repeat(64),
};

describe('the hash of a base image', () => {
  const hash = baseImageHash(definition, [git]);

  it('changes with a security update', () => {
    const update = { ...git, version: '1+deb12u1' };
    assert.notEqual(baseImageHash(definition, [update]), hash);
  });

  it('changes when a package of the same version is another file', () => {
    const other = { ...git, sha256: 'b'.repeat(64) };
    assert.notEqual(baseImageHash(definition, [other]), hash);
  });

  it('changes with the definition', () => {
    const other = define('packages: [git]\nremove: [/usr/share/x]');
    assert.notEqual(baseImageHash(other, [git]), hash);
  });

  it('stays when the definition is only written otherwise', () => {
    const other = define('# Comment\npackages:\n  - git\n');
    assert.equal(baseImageHash(other, [git]), hash);
  });
});

describe('the versions found last', () => {
  it('are forgotten when the definition changes', test => {
    const cache = temporaryFolder(test);
    assert.equal(readResolution(definition, cache), undefined);
    writeResolution(definition, [git], cache, 5);
    const read = readResolution(definition, cache);
    assert.deepEqual(read?.packages, [git]);
    assert.equal(read?.resolvedAt, 5);
    assert.equal(readResolution(define('packages: [tar]'), cache), undefined);
  });

  const cases: [string, number, boolean][] = [
    ['just now are fresh', 0, true],
    ['23 hours ago are fresh', 23 * HOUR_MS, true],
    ['a day ago are not', 24 * HOUR_MS, false],
    ['in the future are not, since the clock went back', -1, false],
  ];
  for (const [what, ageMs, expected] of cases) {
    it(what, () => {
      assert.equal(isFresh({ resolvedAt: 1e12 }, 1e12 + ageMs), expected);
    });
  }
});
