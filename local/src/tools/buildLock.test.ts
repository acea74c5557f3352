import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { isLocked, withBuildLock } from './buildLock.ts';

const never = () => new AbortController().signal;

/** Resolves with a process that holds the lock until it is killed. */
async function holder(test: TestContext, cache: string) {
  const module = join(import.meta.dirname, 'buildLock.ts');
  const code = `
    const { withBuildLock } = await import(${JSON.stringify(module)});
    const signal = new AbortController().signal;
    const lock = { cache: process.argv[1], name: 'tool' };
    await withBuildLock(lock, { signal, onWait() {} }, () => {
      process.stdout.write('held');
      return new Promise(() => setInterval(() => {}, 1000));
    });`;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', code, cache],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  test.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('withBuildLock', () => {
  it('is free again when its holder was killed, and tells who waits', async test => {
    const lock = { cache: temporaryFolder(test), name: 'tool' };
    const child = await holder(test, lock.cache);
    assert.equal(await isLocked(lock), true);
    const onWait = () => child.kill('SIGKILL');
    const options = { signal: never(), onWait };
    assert.equal(await withBuildLock(lock, options, async () => 7), 7);
    assert.equal(await isLocked(lock), false);
  });

  it('stops waiting when it is told to', async test => {
    const lock = { cache: temporaryFolder(test), name: 'tool' };
    await holder(test, lock.cache);
    const stop = new AbortController();
    const onWait = () => stop.abort(new Error('enough'));
    await assert.rejects(
      withBuildLock(lock, { signal: stop.signal, onWait }, async () => 7),
      /enough/,
    );
  });

  it('lets one work at a time, and frees the lock when work fails', async test => {
    const lock = { cache: temporaryFolder(test), name: 'tool' };
    const options = { signal: never(), onWait: () => undefined };
    let atWork = 0;
    const works = [1, 2, 3].map(() =>
      withBuildLock(lock, options, async () => {
        atWork += 1;
        assert.equal(atWork, 1);
        await new Promise(resolve => setImmediate(resolve));
        atWork -= 1;
        throw new Error('failed');
      }),
    );
    const results = await Promise.allSettled(works);
    assert.ok(
      results.every(
        result =>
          result.status === 'rejected' && result.reason.message === 'failed',
      ),
    );
  });

  it('keeps tools and caches apart', async test => {
    const cache = temporaryFolder(test);
    await holder(test, cache);
    assert.equal(await isLocked({ cache, name: 'other' }), false);
    assert.equal(await isLocked({ cache: '/other', name: 'tool' }), false);
  });
});
