import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import {
  findProcess,
  isAlive,
  listFromPs,
  listProcesses,
  type ProcessId,
} from './processTable.ts';
import { endProcessTree, processTree, treeMemoryBytes } from './processTree.ts';

/** A detached shell that prints a line once its script has come that far. */
async function start(
  test: TestContext,
  script: string,
): Promise<{ id: ProcessId; child: ChildProcess }> {
  const child = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  test.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const { pid, started } =
    findProcess(child.pid ?? 0) ?? assert.fail('it does not run');
  return { id: { pid, started }, child };
}

describe('a process tree', () => {
  it('holds the child and what it started', async test => {
    const { id } = await start(test, 'sleep 600 & sleep 601 & echo; wait');
    assert.equal(processTree(id).length, 3);
    assert.equal(await endProcessTree(id), 3);
    assert.equal(isAlive(id), false);
  });

  it('still holds what a child left behind when it ended', async test => {
    const { id, child } = await start(
      test,
      'sleep 600 >/dev/null & echo; read line',
    );
    child.stdin?.end();
    await once(child, 'exit');
    assert.deepEqual(
      processTree(id).map(({ name }) => name),
      ['sleep'],
    );
    await endProcessTree(id);
    assert.deepEqual(processTree(id), []);
  });

  it(
    'holds what moved to a session of its own',
    { skip: process.platform !== 'linux' },
    async test => {
      const { id } = await start(test, 'setsid sleep 600 & echo; wait');
      await endProcessTree(id);
      assert.deepEqual(processTree(id), []);
    },
  );

  it('is empty when its number belongs to another process now', async test => {
    const { id } = await start(test, 'sleep 600 & echo; wait');
    const earlier = { pid: id.pid, started: '1' };
    assert.deepEqual(processTree(earlier), []);
    assert.equal(await endProcessTree(earlier), 0);
    assert.equal(isAlive(id), true);
    await endProcessTree(id);
  });

  it('is killed when it ignores TERM', async test => {
    const { id } = await start(
      test,
      'trap "" TERM; echo; while :; do sleep 600; done',
    );
    await endProcessTree(id, 100);
    assert.equal(isAlive(id), false);
  });

  it('tells its memory', { skip: process.platform !== 'linux' }, async test => {
    const { id } = await start(test, 'sleep 600 & echo; wait');
    assert.ok((treeMemoryBytes(id) ?? 0) > 100_000);
    await endProcessTree(id);
  });
});

describe('the process table', () => {
  it('is the same from ps as from /proc', () => {
    const here = ({ pid }: { pid: number }) => pid === process.pid;
    const [fromPs, direct] = [
      listFromPs().find(here),
      listProcesses().find(here),
    ];
    assert.equal(fromPs?.parentPid, direct?.parentPid);
    assert.equal(fromPs?.pid, process.pid);
  });

  it('knows a process whose name has spaces and parentheses', async test => {
    const { id } = await start(
      test,
      'printf "a) (b" > /proc/self/task/$$/comm 2>/dev/null; echo; sleep 600',
    );
    assert.equal(findProcess(id.pid)?.pid, id.pid);
    await endProcessTree(id);
  });
});
