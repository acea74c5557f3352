import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conclusive } from './conclusive.ts';
import { countPlaywright } from './e2e.ts';
import { countJest } from './jestTests.ts';
import { countTap } from './nodeTests.ts';
import { check, closingLine, combine, notRun } from './suite.ts';

const tap = (fail: number) => `TAP version 13
# tests 5
# suites 1
# pass ${4 - fail}
# fail ${fail}
# cancelled 0
# skipped 1
# todo 0
`;

describe('countTap', () => {
  it('reads the summary of a green run', () => {
    assert.deepEqual(countTap(tap(0), ''), {
      passed: 4,
      failed: 0,
      skipped: 1,
      failures: [],
    });
  });

  it('quotes the failing tests only', () => {
    const { failed, failures } = countTap(
      tap(1),
      '✔ fine\n✖ failing tests:\n\n✖ adds up\n  1 !== 2\n',
    );
    assert.equal(failed, 1);
    assert.deepEqual(failures, ['✖ adds up\n  1 !== 2']);
  });

  it('throws when the runner stopped without a summary', () => {
    assert.throws(
      () => countTap('TAP version 13\n', 'out of memory'),
      /out of memory/,
    );
  });
});

describe('countJest', () => {
  const file = (status: string, tests: string[], message = '') => ({
    name: '/clone/plugins/home/src/Home.test.tsx',
    status,
    message,
    assertionResults: tests.map(each => ({ status: each })),
  });
  const result = (testResults: object[], failed = 0) => ({
    numPassedTests: 3,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults,
  });

  it('counts pending and todo as skipped', () => {
    const counts = countJest(result([file('passed', ['passed'])]), '/clone');
    assert.deepEqual(counts, {
      passed: 3,
      failed: 0,
      skipped: 2,
      failures: [],
    });
  });

  it('names a failed file by its path in the clone', () => {
    const { failures } = countJest(
      result([file('failed', ['failed'], 'expected 1')], 1),
      '/clone',
    );
    assert.deepEqual(failures, ['plugins/home/src/Home.test.tsx\nexpected 1']);
  });

  it('names each failed test where the file says nothing, as Vitest writes it', () => {
    const failed = {
      status: 'failed',
      fullName: 'a key is answered once',
      failureMessages: ['expected 1 to be 2'],
    };
    const passed = { status: 'passed', fullName: 'money' };
    const { failures } = countJest(
      result(
        [{ ...file('failed', []), assertionResults: [passed, failed] }],
        1,
      ),
      '/clone',
    );
    assert.deepEqual(failures, [
      'plugins/home/src/Home.test.tsx\na key is answered once\nexpected 1 to be 2',
    ]);
  });

  it('counts a file that could not be loaded as a failure', () => {
    const { failed } = countJest(
      result([file('failed', [], 'SyntaxError')]),
      '/clone',
    );
    assert.equal(failed, 1);
  });
});

describe('conclusive', () => {
  const nothing = { passed: 0, failed: 0, skipped: 0 };

  it('lets a green run, a skipped run and a run with failures be', () => {
    const ended = (exitCode: number) => ({ exitCode, output: '' });
    const passed = { ...nothing, passed: 1 };
    const skipped = { ...nothing, skipped: 1 };
    const failed = { ...nothing, failed: 1 };
    assert.equal(conclusive(passed, ended(0)), passed);
    assert.equal(conclusive(skipped, ended(0)), skipped);
    assert.equal(conclusive(failed, ended(1)), failed);
  });

  it('throws when jest counted no test', () => {
    const counts = countJest(
      {
        numPassedTests: 0,
        numFailedTests: 0,
        numPendingTests: 0,
        numTodoTests: 0,
        testResults: [],
      },
      '/clone',
    );
    assert.throws(
      () => conclusive(counts, { exitCode: 0, output: 'No tests found' }),
      /no test ran\nNo tests found/,
    );
  });

  it('throws when Node counted no test', () => {
    const counts = countTap(tap(0).replace(/ [14]$/gm, ' 0'), '');
    assert.throws(
      () => conclusive(counts, { exitCode: 0, output: '' }),
      /no test ran/,
    );
  });

  it('throws when the runner failed although no test did', () => {
    const counts = countTap(tap(0), '');
    assert.throws(
      () => conclusive(counts, { exitCode: 7, output: 'out of memory' }),
      /the runner ended with 7\nout of memory/,
    );
  });
});

describe('countPlaywright', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'portal.spec.ts',
    line: 1,
    tests: [{ status, results: [{ errors: message ? [{ message }] : [] }] }],
  });

  it('counts specs of nested suites', () => {
    const counts = countPlaywright({
      errors: [],
      suites: [
        {
          specs: [spec('a', 'expected')],
          suites: [{ specs: [spec('b', 'skipped')] }],
        },
      ],
    });
    assert.equal(closingLine(counts), '1 passed, 0 failed, 1 skipped');
  });

  it('names what passed only when tried again', () => {
    const { passed, remarks } = countPlaywright({
      errors: [],
      suites: [{ specs: [spec('slow', 'flaky', 'timeout')] }],
    });
    assert.equal(passed, 1);
    assert.deepEqual(remarks, ['passed when tried again: slow']);
  });

  it('counts an error outside any test as a failure', () => {
    const { failed, failures } = countPlaywright({
      errors: [{ message: 'no browser' }],
      suites: [{ specs: [spec('a', 'unexpected', '\u001b[31mred\u001b[39m')] }],
    });
    assert.equal(failed, 2);
    assert.deepEqual(failures, [
      'Playwright\nno browser',
      'a (portal.spec.ts:1)\nred',
    ]);
  });
});

describe('combine', () => {
  it('adds up the parts and keeps what they said', () => {
    const {
      passed,
      failed,
      skipped,
      failures,
      notRun: why,
    } = combine([
      check('a', undefined),
      check('b', 'broken'),
      notRun('no tool'),
    ]);
    assert.deepEqual([passed, failed, skipped], [1, 1, 1]);
    assert.deepEqual(failures, ['b\nbroken']);
    assert.deepEqual(why, ['no tool']);
  });
});
