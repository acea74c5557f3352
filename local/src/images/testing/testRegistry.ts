import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { freeLoopbackPort } from '../../suites/freeLoopbackPort.ts';
import { temporaryFolder } from '../../testing/temporaryInstance.ts';
import type { PushTarget } from '../pushImage.ts';

/** Debian's registry on a free loopback port, with a password; ended after the test. */
export async function startTestRegistry(
  test: TestContext,
): Promise<PushTarget> {
  const folder = temporaryFolder(test);
  const port = await freeLoopbackPort();
  const address = `127.0.0.1:${port}`;
  const credentials = { username: 'payday', password: 'push me' };
  // The registry takes nothing but bcrypt, which Debian's C library makes.
  const hash = execFileSync(
    'perl',
    ['-e', 'print crypt($ENV{PASSWORD}, q($2y$05$abcdefghijklmnopqrstuu))'],
    { env: { PASSWORD: credentials.password }, encoding: 'utf8' },
  );
  writeFileSync(join(folder, 'htpasswd'), `${credentials.username}:${hash}\n`);
  const configuration = {
    version: 0.1,
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: address },
    auth: {
      htpasswd: { realm: 'payday', path: join(folder, 'htpasswd') },
    },
  };
  const file = join(folder, 'config.yml');
  writeFileSync(file, JSON.stringify(configuration));
  const registry = spawn('docker-registry', ['serve', file], {
    stdio: 'ignore',
  });
  test.after(() => registry.kill('SIGKILL'));
  for (;;) {
    if (registry.exitCode !== null) throw new Error('the registry has ended');
    const answer = await fetch(`http://${address}/v2/`).catch(() => undefined);
    if (answer) return { address, credentials };
    await delay(50);
  }
}
