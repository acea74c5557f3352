import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { isAlive } from '../processes/processTable.ts';
import { fakeService, fakeStep, steady } from '../testing/fakeComponents.ts';
import {
  fakeSupervisor,
  untilSettled,
  untilSnapshot,
} from '../testing/fakeSupervisor.ts';
import { temporaryInstance } from '../testing/temporaryInstance.ts';
import type { Component } from './component.ts';
import { Problem } from '../problem.ts';
import type { ProcessId } from '../processes/processTable.ts';

function setUp(test: TestContext, components: Component[]) {
  const instance = temporaryInstance(test);
  const supervisor = fakeSupervisor(instance, components);
  test.after(() => supervisor.stop());
  const stateOf = (name: string) => supervisor.board.component(name).state;
  const processOf = (name: string) =>
    supervisor.board.component(name).process as ProcessId;
  const up = async () => {
    supervisor.up(false);
    return untilSettled(supervisor.board);
  };
  return {
    instance,
    supervisor,
    board: supervisor.board,
    stateOf,
    processOf,
    up,
  };
}

describe('Supervisor', () => {
  it('starts what depends on something after it is healthy', async test => {
    const { up, stateOf, instance } = setUp(test, [
      fakeService(
        'late',
        'cp early.done copied; touch late.ready; exec sleep 600',
        { dependsOn: ['early'] },
      ),
      fakeStep('early', 'echo made > early.done'),
    ]);
    assert.equal((await up()).work.state, 'done');
    assert.deepEqual(
      [stateOf('early'), stateOf('late')],
      ['healthy', 'healthy'],
    );
    assert.equal(readFileSync(join(instance.root, 'copied'), 'utf8'), 'made\n');
  });

  it('leaves a healthy service alone on a second up', async test => {
    const { up, processOf } = setUp(test, [fakeService('web', steady('web'))]);
    await up();
    const before = processOf('web');
    assert.equal((await up()).work.id, 2);
    assert.deepEqual(processOf('web'), before);
  });

  it('starts a service anew when its inputs changed', async test => {
    let version = 'one';
    const { up, processOf } = setUp(test, [
      fakeService('web', steady('web'), { fingerprint: async () => version }),
    ]);
    await up();
    const before = processOf('web');
    version = 'two';
    await up();
    assert.notDeepEqual(processOf('web'), before);
    assert.equal(isAlive(before), false);
  });

  it('joins the work that is under way', async test => {
    const { supervisor, board } = setUp(test, [
      fakeStep('once', 'echo x >> runs; touch once.done'),
    ]);
    supervisor.up(false);
    supervisor.up(false);
    const { work } = await untilSettled(board);
    assert.deepEqual(work, { id: 1, state: 'done' });
  });

  it('names what failed and holds back what needs it', async test => {
    const { up, board, stateOf } = setUp(test, [
      fakeStep('broken', 'echo "error: no such thing"; exit 3'),
      fakeService('web', steady('web'), { dependsOn: ['broken'] }),
      fakeService('other', steady('other')),
    ]);
    assert.equal((await up()).work.state, 'failed');
    assert.deepEqual(
      [stateOf('broken'), stateOf('web'), stateOf('other')],
      ['failed', 'stopped', 'healthy'],
    );
    assert.match(
      board.component('broken').problem?.next.join('\n') ?? '',
      /error: no such thing/,
    );
    assert.equal(board.component('web').reason, 'Needs first: broken.');
  });

  it('tries again what failed on the next up', async test => {
    const { up, stateOf } = setUp(test, [
      fakeStep(
        'flaky',
        '[ -e tried ] && touch flaky.done || { touch tried; exit 1; }',
      ),
    ]);
    assert.equal((await up()).work.state, 'failed');
    assert.equal((await up()).work.state, 'done');
    assert.equal(stateOf('flaky'), 'healthy');
  });

  it('says why a service ended before it was ready', async test => {
    const { up, board } = setUp(test, [
      fakeService('web', 'echo "Error: bad key"; exit 4'),
    ]);
    await up();
    assert.equal(
      board.component('web').problem?.what,
      'web ended before it was ready (exit code 4).',
    );
    assert.match(
      board.component('web').problem?.next[0] ?? '',
      /Error: bad key/,
    );
  });

  it('does not blame a service for what an earlier run logged', async test => {
    const { up, board } = setUp(test, [
      fakeService(
        'web',
        'echo "Error: run $(cat n 2>/dev/null)"; echo 2 >> n; exit 1',
      ),
    ]);
    await up();
    await up();
    assert.doesNotMatch(
      board.component('web').problem?.next.join() ?? '',
      /Error: run $/m,
    );
  });

  it('gives up on a service that does not become ready in time', async test => {
    const { up, board, stateOf } = setUp(test, [
      fakeService('web', 'exec sleep 600', { readyWithinMs: 300 }),
    ]);
    await up();
    assert.equal(stateOf('web'), 'failed');
    assert.match(
      board.component('web').reason ?? '',
      /did not answer within 0.3 s/,
    );
    assert.equal(board.component('web').process, undefined);
  });

  it('starts a service that ended again, and says so meanwhile', async test => {
    const { up, board, processOf } = setUp(test, [
      fakeService('web', steady('web')),
    ]);
    await up();
    const before = processOf('web');
    process.kill(before.pid, 'SIGKILL');
    const degraded = await untilSnapshot(
      board,
      ({ components }) => components[0].state === 'degraded',
    );
    assert.match(
      degraded.components[0].reason ?? '',
      /ended \(signal SIGKILL\); it is started again in 0.001 s/,
    );
    await untilSnapshot(
      board,
      ({ components }) => components[0].state === 'healthy',
    );
    assert.notEqual(processOf('web').pid, before.pid);
    assert.equal(board.component('web').restarts, 1);
  });

  it('fails a service that keeps ending', async test => {
    const { up, board, instance } = setUp(test, [
      fakeService(
        'web',
        'touch web.ready; while [ ! -e end ]; do sleep 0.01; done; exit 7',
      ),
    ]);
    await up();
    writeFileSync(join(instance.root, 'end'), '');
    const failed = await untilSnapshot(
      board,
      ({ components }) => components[0].state === 'failed',
    );
    assert.match(
      failed.components[0].reason ?? '',
      /exit code 7.*3 times within 1 min/,
    );
  });

  it('names the process that holds a port it needs', async test => {
    const server = createServer().listen(0, '127.0.0.1');
    test.after(() => server.close());
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const { up, board } = setUp(test, [
      fakeService('web', steady('web'), { ports: () => [port] }),
    ]);
    await up();
    assert.match(
      board.component('web').problem?.what ?? '',
      new RegExp(
        `^Port ${port} is taken by .+ \\(pid ${process.pid}, started \\d\\d:\\d\\d`,
      ),
    );
  });

  it('refuses inputs that do not validate, with their own message', async test => {
    const problem = new Problem('app-config.yaml is not valid YAML: line 3.', [
      'Correct it.',
    ]);
    const { up, board } = setUp(test, [
      fakeService('web', steady('web'), {
        validate: () => Promise.reject(problem),
      }),
    ]);
    await up();
    assert.deepEqual(board.component('web').problem, {
      what: problem.what,
      next: problem.next,
    });
  });

  it('ends services that ignore TERM, dependents first', async test => {
    const { up, supervisor, board, processOf } = setUp(test, [
      fakeService('below', steady('below')),
      fakeService(
        'above',
        'trap "" TERM; touch above.ready; while :; do sleep 1; done',
        {
          dependsOn: ['below'],
          stopWithinMs: 300,
        },
      ),
    ]);
    await up();
    const [below, above] = [processOf('below'), processOf('above')];
    const order: string[] = [];
    board.subscribe(({ components }) =>
      components.forEach(
        ({ name, state }) =>
          state === 'stopped' && !order.includes(name) && order.push(name),
      ),
    );
    await supervisor.stop();
    assert.deepEqual(order, ['above', 'below']);
    assert.deepEqual([isAlive(below), isAlive(above)], [false, false]);
  });

  it('ends a step that is under way', async test => {
    const { supervisor, board } = setUp(test, [
      fakeStep('long', 'sleep 600 & sleep 600'),
    ]);
    supervisor.up(false);
    const { components } = await untilSnapshot(
      board,
      snapshot => snapshot.components[0].process !== undefined,
    );
    await supervisor.stop();
    assert.equal(isAlive(components[0].process as ProcessId), false);
    assert.equal(board.component('long').state, 'stopped');
  });

  it('starts and watches what it can, also when durations cannot be kept', async test => {
    const { up, board, instance, stateOf, processOf } = setUp(test, [
      fakeStep('once', 'touch once.done'),
      fakeService('web', steady('web')),
    ]);
    mkdirSync(join(instance.root, 'cache', 'durations.json'), {
      recursive: true,
    });
    assert.equal((await up()).work.state, 'done');
    assert.deepEqual([stateOf('once'), stateOf('web')], ['healthy', 'healthy']);
    process.kill(processOf('web').pid, 'SIGKILL');
    await untilSnapshot(board, () => board.component('web').restarts === 1);
  });

  it('remembers how long a step took', async test => {
    const { up, board, instance } = setUp(test, [
      fakeStep('once', 'touch once.done'),
    ]);
    await up();
    assert.equal(board.component('once').estimateMs, undefined);
    rmSync(join(instance.root, 'once.done'));
    await up();
    assert.ok((board.component('once').estimateMs ?? -1) >= 0);
  });
});
