import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { limitLog, logSize, logTail } from './logFile.ts';

describe('a log file', () => {
  it('gives its end without colours', test => {
    const path = join(temporaryFolder(test), 'a.log');
    writeFileSync(path, 'first\n\u001b[31mred\u001b[0m\n');
    assert.equal(logTail(path), 'first\nred\n');
    assert.equal(logTail(path, 1_000, 'first\n'.length), 'red\n');
  });

  it('that does not exist is empty', test => {
    const path = join(temporaryFolder(test), 'a.log');
    assert.deepEqual([logTail(path), logSize(path)], ['', 0]);
    limitLog(path);
  });

  it('that cannot be moved aside stays as it is', test => {
    const path = join(temporaryFolder(test), 'a.log');
    writeFileSync(path, 'long');
    mkdirSync(`${path}.1`);
    limitLog(path, 3);
    assert.equal(readFileSync(path, 'utf8'), 'long');
  });

  it('that grew too large is moved aside', test => {
    const path = join(temporaryFolder(test), 'a.log');
    writeFileSync(path, 'long');
    limitLog(path, 3);
    assert.deepEqual(
      [logSize(path), readFileSync(`${path}.1`, 'utf8')],
      [0, 'long'],
    );
  });
});
