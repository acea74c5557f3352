import assert from 'node:assert/strict';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { hashFiles, listFiles } from './contentHash.ts';
import { temporaryFolder } from './testing/temporaryInstance.ts';

describe('a content hash', () => {
  it('follows names, contents and extra inputs, and nothing else', async test => {
    const folder = temporaryFolder(test);
    const hash = async (extra: string[] = []) =>
      hashFiles(await listFiles(folder), folder, extra);
    writeFileSync(join(folder, 'a'), '1');
    const first = await hash();
    assert.equal(await hash(), first);
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules', 'x'), '1');
    assert.equal(await hash(), first);
    const seen = new Set([first, await hash(['x'])]);
    writeFileSync(join(folder, 'a'), '2');
    seen.add(await hash());
    renameSync(join(folder, 'a'), join(folder, 'b'));
    seen.add(await hash());
    assert.equal(seen.size, 4);
  });

  it('is the same for the same files in another folder', async test => {
    const hashes = await Promise.all(
      [temporaryFolder(test), temporaryFolder(test)].map(async folder => {
        writeFileSync(join(folder, 'a'), '1');
        return hashFiles([join(folder, 'a'), join(folder, 'missing')], folder);
      }),
    );
    assert.equal(hashes[0], hashes[1]);
  });
});
