import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '../problem.ts';
import { commandProblem } from './commandProblem.ts';
import { lastErrorLines } from './lastErrorLines.ts';

describe('commandProblem', () => {
  const cases: [string, string, RegExp][] = [
    [
      'a lost network is said to be one',
      '➤ YN0001: RequestError: getaddrinfo ENOTFOUND somewhere',
      /a download did not get through/,
    ],
    [
      'pip cannot resolve a name',
      'WARNING: Retrying ... NewConnectionError(Temporary failure in name resolution)',
      /a download did not get through/,
    ],
    [
      'a full disk is said to be one',
      'cp: error writing: No space left on device',
      /the disk is full/,
    ],
    [
      'anything else keeps its own words',
      'error TS2304: Cannot find name',
      /^Building failed\.$/,
    ],
  ];
  for (const [title, text, what] of cases)
    it(title, () => {
      const problem = commandProblem('Building', new Error(text));
      assert.match(problem.what, what);
      assert.match(problem.next.join('\n'), /\.\/payday up/);
    });

  it('keeps a problem as it is', () => {
    const problem = new Problem('Known.');
    assert.equal(commandProblem('Building', problem), problem);
  });
});

describe('lastErrorLines', () => {
  it('leaves out stack traces and keeps what tells', () => {
    const tail =
      'starting\nError: bad port\n    at listen (node:net)\n    at run (x.ts)\n\nNode.js v22.23.3\nbye\n';
    assert.deepEqual(lastErrorLines(tail), ['Error: bad port']);
  });
  it('reads structured logs', () => {
    const tail =
      '{"level":"info","message":"GET / failed"}\n{"level":"error","message":"no key"}\n';
    assert.deepEqual(lastErrorLines(tail), ['no key']);
  });
  it('shows the last lines when none tells', () =>
    assert.deepEqual(lastErrorLines('one\ntwo\n'), ['one', 'two']));
});
