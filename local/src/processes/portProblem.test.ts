import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { formatProblem } from '../problem.ts';
import { findPortHolder, isPortFree } from './portHolder.ts';
import { portProblem } from './portProblem.ts';

const instance = { name: 'default', root: '/clone', portOffset: 0 };
const startedAt = new Date(2026, 0, 1, 10, 2);

describe('a taken port', () => {
  it(
    'is told from a free one, with its holder',
    { skip: process.platform !== 'linux' },
    async test => {
      const server = createServer().listen(0, '127.0.0.1');
      test.after(() => server.close());
      await once(server, 'listening');
      const { port } = server.address() as { port: number };
      assert.equal(await isPortFree(port), false);
      const holder = findPortHolder(port);
      assert.equal(holder?.pid, process.pid);
      assert.equal(holder?.folder, process.cwd());
      assert.ok(
        Math.abs(
          (holder?.startedAt.getTime() ?? 0) -
            (Date.now() - process.uptime() * 1000),
        ) < 5_000,
      );
      server.close();
      await once(server, 'close');
      assert.equal(await isPortFree(port), true);
    },
  );

  it('held from this clone points at its status', () => {
    const problem = portProblem(
      7007,
      {
        pid: 4121,
        command: 'node',
        startedAt,
        folder: '/clone/packages/backend',
      },
      instance,
    );
    assert.equal(
      formatProblem(problem),
      `✗ Port 7007 is taken by node (pid 4121, started 10:02 from this folder).
  It looks like this instance already runs:  ./payday status
  To run a second one beside it:             ./payday up --instance second --port-offset 100`,
    );
  });

  it('held by something else names it', () => {
    const { what, next } = portProblem(
      7007,
      { pid: 7, command: 'nginx', startedAt, folder: '/clone-of-another' },
      instance,
    );
    assert.equal(what, 'Port 7007 is taken by nginx (pid 7, started 10:02).');
    assert.match(next[0], /ps -fp 7$/);
  });

  it('of a named instance advises other ports for it', () => {
    const { next } = portProblem(7107, undefined, {
      name: 'two',
      root: '/clone',
      portOffset: 100,
    });
    assert.match(next[1], /\.\/payday up --instance two --port-offset 200$/);
  });
});
