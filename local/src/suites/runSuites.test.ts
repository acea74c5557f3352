import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isGreen, runSuites } from './runSuites.ts';
import type { Suite, SuiteResult } from './suite.ts';

const green: SuiteResult = { passed: 1, failed: 0, skipped: 0 };

function suite(name: string, cores: 1 | 2 = 1): Suite {
  return {
    name,
    title: name,
    needsPlatform: false,
    cores,
    run: async () => green,
  };
}

/** Runs suites that end only when told to, and tells which run. */
function controlled(suites: Suite[], cores = 2) {
  const running = new Map<string, () => void>();
  const all = runSuites(suites, {
    cores,
    runOne: ({ name }) =>
      new Promise(resolve => {
        running.set(name, () => {
          running.delete(name);
          resolve(green);
        });
      }),
  });
  const settle = () => new Promise(resolve => setImmediate(resolve));
  return {
    all,
    running: async () => {
      await settle();
      return [...running.keys()];
    },
    end: async (name: string) => {
      await settle();
      running.get(name)!();
      await settle();
    },
  };
}

describe('runSuites', () => {
  it('runs as many beside each other as there are cores', async () => {
    const run = controlled([suite('a'), suite('b'), suite('c')]);
    assert.deepEqual(await run.running(), ['a', 'b']);
    await run.end('a');
    assert.deepEqual(await run.running(), ['b', 'c']);
    await run.end('b');
    await run.end('c');
    assert.equal((await run.all).length, 3);
  });

  it('gives a suite that wants two cores the machine to itself', async () => {
    const run = controlled([suite('a'), suite('big', 2), suite('c')]);
    assert.deepEqual(await run.running(), ['a']);
    await run.end('a');
    assert.deepEqual(await run.running(), ['big']);
    await run.end('big');
    assert.deepEqual(await run.running(), ['c']);
    await run.end('c');
  });

  it('runs a suite that wants two cores on a machine with one', async () => {
    const run = controlled([suite('big', 2)], 1);
    assert.deepEqual(await run.running(), ['big']);
    await run.end('big');
  });

  it('reports in the order of the list, however they end', async () => {
    const run = controlled([suite('a'), suite('b')]);
    await run.end('b');
    await run.end('a');
    assert.deepEqual(
      (await run.all).map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('counts a suite that throws as one failure and goes on', async () => {
    const [broken, sound] = await runSuites([suite('broken'), suite('sound')], {
      cores: 1,
      runOne: async ({ name }) => {
        if (name === 'broken') throw new Error('no compiler');
        return green;
      },
    });
    assert.equal(broken.failed, 1);
    assert.match(broken.failures![0], /no compiler/);
    assert.equal(sound.passed, 1);
  });
});

describe('isGreen', () => {
  const cases: [string, SuiteResult, boolean][] = [
    ['all passed', { passed: 2, failed: 0, skipped: 0 }, true],
    ['some skipped', { passed: 2, failed: 0, skipped: 3 }, true],
    ['one failed', { passed: 2, failed: 1, skipped: 0 }, false],
    ['nothing ran', { passed: 0, failed: 0, skipped: 0 }, false],
    ['all skipped', { passed: 0, failed: 0, skipped: 3 }, false],
  ];
  for (const [title, counts, expected] of cases) {
    it(`is ${expected} when ${title}`, () =>
      assert.equal(isGreen(counts), expected));
  }
});
