import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, utimesSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { writeAccessFile } from './accessFile.ts';
import { commit, git, gitOk, putFiles } from './testing/gitClient.ts';
import { processesWith } from './testing/processesWith.ts';
import { ana, makeRepository, tokens } from './testing/startTestServer.ts';
import { waitFor } from './testing/waitFor.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** A server in a process of its own, with `payments.git` and a clone of it. */
async function separateServer(test: TestContext) {
  const root = temporaryFolder(test);
  const folder = join(root, 'git');
  const work = join(root, 'work');
  const accessFile = join(root, 'access.json');
  putFiles(work, { '.keep': '' });
  await makeRepository(folder, 'payments', work);
  writeAccessFile(accessFile, tokens);
  const clone = join(work, 'first-payments');
  let server: ChildProcess | undefined;
  test.after(() => server?.kill('SIGKILL'));
  return {
    folder,
    bare: join(folder, 'payments.git'),
    clone,
    /** Starts it anew and points the clone to it. */
    async start(): Promise<ChildProcess> {
      const child = spawn(process.execPath, [main], {
        env: {
          PATH: process.env.PATH,
          PAYDAY_GIT_HOST: '127.0.0.1',
          PAYDAY_GIT_PORT: '0',
          PAYDAY_GIT_FOLDER: folder,
          PAYDAY_GIT_ACCESS_FILE: accessFile,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      server = child;
      let said = '';
      child.stdout.on('data', chunk => {
        said += chunk;
      });
      const [, port] = await waitFor('it serves', () =>
        /serves .*:(\d+)/.exec(said),
      );
      const url = `http://x:${ana}@127.0.0.1:${port}/payments.git`;
      await git(clone, ['remote', 'remove', 'origin']);
      await gitOk(clone, 'remote', 'add', 'origin', url);
      return child;
    },
  };
}

describe('a server that is killed during a push', () => {
  const moments = {
    'when git receives': (folder: string) =>
      processesWith(`GIT_PROJECT_ROOT=${folder}`).length >= 3,
    'when the checks ran': (folder: string) =>
      hasNote(folder, 'proposed.json') || hasNote(folder, 'applied'),
    'when the ref moved': (folder: string) => hasNote(folder, 'applied'),
  };

  for (const [title, condition] of Object.entries(moments))
    it(`${title} leaves a sound repository with main old or new, and starts again`, async test => {
      const { folder, bare, clone, start } = await separateServer(test);
      const before = await gitOk(bare, 'rev-parse', 'main');
      const server = await start();
      writeFileSync(join(clone, 'large'), randomBytes(4_000_000));
      const after = await commit(clone, {});
      const pushing = git(clone, ['push', 'origin', 'main']);
      let isOver = false;
      void pushing.then(() => {
        isOver = true;
      });
      await waitFor(title, () => isOver || condition(folder));
      server.kill('SIGKILL');
      await pushing;
      await waitFor(
        'git has ended',
        () => processesWith(`GIT_PROJECT_ROOT=${folder}`).length === 0,
      );
      await gitOk(bare, 'fsck', '--full', '--strict');
      const now = await gitOk(bare, 'rev-parse', 'main');
      assert.ok([before, after].includes(now));

      await start();
      assert.deepEqual(notes(folder), []);
      await gitOk(clone, 'push', '--quiet', 'origin', 'main');
      assert.equal(await gitOk(bare, 'rev-parse', 'main'), after);
    });
});

describe('a server that starts', () => {
  it('removes locks that a crash left, but no fresh one', async test => {
    const { bare, clone, start } = await separateServer(test);
    const stale = join(bare, 'refs', 'heads', 'main.lock');
    const fresh = join(bare, 'packed-refs.lock');
    for (const path of [stale, fresh]) writeFileSync(path, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(stale, longAgo, longAgo);
    await start();
    assert.equal(existsSync(stale), false);
    assert.equal(existsSync(fresh), true);
    await commit(clone, { a: '1' });
    await gitOk(clone, 'push', '--quiet', 'origin', 'main');
  });

  it('ends on SIGTERM with code 0', async test => {
    const { start } = await separateServer(test);
    const server = await start();
    server.kill('SIGTERM');
    const [code] = await once(server, 'exit');
    assert.equal(code, 0);
  });
});

function notes(folder: string): string[] {
  const pushes = join(folder, '.pushes');
  return existsSync(pushes)
    ? readdirSync(pushes, { recursive: true, encoding: 'utf8' })
    : [];
}

function hasNote(folder: string, name: string): boolean {
  return notes(folder).some(path => path.endsWith(`/${name}`));
}
