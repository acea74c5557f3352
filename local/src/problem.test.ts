import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asProblem, formatProblem, Problem } from './problem.ts';

describe('a problem', () => {
  it('stands as one line with the next steps below', () => {
    const problem = new Problem('Port 7007 is taken.', [
      'To see by whom:  ./payday doctor',
      'To stop:  ./payday down',
    ]);
    assert.equal(
      formatProblem(problem),
      '✗ Port 7007 is taken.\n  To see by whom:  ./payday doctor\n  To stop:  ./payday down',
    );
  });

  it('is made of anything that was thrown', () => {
    assert.equal(
      asProblem(new TypeError('no such thing')).what,
      'no such thing',
    );
    assert.equal(asProblem('text').what, 'text');
  });
});
