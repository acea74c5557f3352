import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openInstance, type Instance } from '../instance.ts';
import { stopInstance } from '../supervisor/stopInstance.ts';

/** A folder that is deleted after the test; its name has a space, as a clone's path may. */
export function temporaryFolder(test: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'payday test ')));
  test.after(() =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  );
  return folder;
}

/** An instance in a temporary clone folder and a cache of its own; whatever it started is ended after the test. */
export function temporaryInstance(test: TestContext): Instance {
  const root = temporaryFolder(test);
  const instance = openInstance('default', { root });
  const { PAYDAY_CACHE } = process.env;
  process.env.PAYDAY_CACHE = join(root, 'cache');
  test.after(async () => {
    await stopInstance(instance);
    if (PAYDAY_CACHE === undefined) delete process.env.PAYDAY_CACHE;
    else process.env.PAYDAY_CACHE = PAYDAY_CACHE;
  });
  return instance;
}
