import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { codeHash } from './codeHash.ts';

/** A clone in a folder called as one of the folders that do not count. */
function clone(test: TestContext) {
  const root = join(temporaryFolder(test), 'progress', 'session');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('local/src/supervisor/main.ts', 'one');
  return { root, write };
}

describe('the hash of the code a supervisor runs', () => {
  const changes: [string, boolean][] = [
    ['local/src/supervisor/main.ts', true],
    ['local/src/components/portal.ts', true],
    ['local/package-lock.json', true],
    ['local/src/commands/up.ts', false],
    ['local/src/session/testing/FakePortal.ts', false],
    ['local/src/supervisor/main.test.ts', false],
  ];
  for (const [path, counts] of changes)
    it(`${counts ? 'changes' : 'stays'} with ${path}`, async test => {
      const { root, write } = clone(test);
      const before = await codeHash(root);
      write(path, 'two');
      assert.equal((await codeHash(root)) !== before, counts);
    });
});
