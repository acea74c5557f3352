import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { compressorFor } from './archive.ts';
import { buildTool, isToolBuilt } from './buildTool.ts';
import { exportTools } from './exportTools.ts';
import { importTools } from './importTools.ts';
import { findPrunable, prune } from './pruneTools.ts';
import { temporaryTools } from './testing/temporaryTools.ts';
import type { Tool } from './tool.ts';
import { builtFolder } from './toolPaths.ts';

const never = () => new AbortController().signal;

/** Two built tools, one that is not, and an empty cache that knows the same modules. */
async function twoBuilt(test: TestContext) {
  const place = temporaryTools(test);
  const tools = ['one', 'two', 'three'].map(name =>
    place.addTool(name, `hello ${name}`),
  );
  for (const tool of tools.slice(0, 2))
    await buildTool(tool, place.context(tool));
  const other = { cache: join(place.folder, 'other'), modules: place.modules };
  return { place, tools, other };
}

const names = (list: Tool[]) => list.map(({ name }) => name);
const options = () => ({ signal: never(), onWait: () => undefined });

describe('an archive of tools', () => {
  for (const ending of ['.tar.zst', '.tar.gz', '.tar'])
    it(`carries what is built to another cache (${ending})`, async test => {
      const { place, tools, other } = await twoBuilt(test);
      const file = join(place.folder, `tools${ending}`);
      const packed = await exportTools(place, tools, file, never());
      assert.deepEqual(names(packed), ['one', 'two']);
      const { imported, ignored } = await importTools(
        other,
        tools,
        file,
        options(),
      );
      assert.deepEqual([names(imported), ignored], [['one', 'two'], []]);
      for (const tool of imported) {
        assert.equal(await isToolBuilt(other, tool), true);
        const link = join(builtFolder(other, tool), 'bin', `${tool.name}-link`);
        const said = execFileSync(link, { encoding: 'utf8' });
        assert.equal(said, `hello ${tool.name}\n`);
      }
      const again = await importTools(other, tools, file, options());
      assert.deepEqual(names(again.kept), ['one', 'two']);
    });

  it('is not written when nothing is built', async test => {
    const { place, tools, other } = await twoBuilt(test);
    const file = join(place.folder, 'tools.tar');
    await assert.rejects(
      exportTools(other, tools, file, never()),
      /nothing to export/,
    );
    assert.equal(existsSync(file), false);
  });

  it('is refused as a whole when one file in it was changed', async test => {
    const { place, tools, other } = await twoBuilt(test);
    const changed = builtFolder(place, tools[1]);
    writeFileSync(join(changed, 'bin', 'two'), '#!/bin/sh\necho bad\n');
    const file = join(place.folder, 'tools.tar');
    execFileSync('tar', [
      ...['-C', join(place.cache, 'tools'), '-cf', file],
      ...[tools[0], tools[1]].map(tool => basename(builtFolder(place, tool))),
    ]);
    await assert.rejects(
      importTools(other, tools, file, options()),
      /two in .* is not what its manifest says; nothing was imported/,
    );
    assert.deepEqual(readdirSync(join(other.cache, 'tools')), []);
  });

  it('of other sources is left alone', async test => {
    const { place, tools, other } = await twoBuilt(test);
    const file = join(place.folder, 'tools.tar');
    await exportTools(place, tools, file, never());
    place.addTool('two', 'something newer');
    const result = await importTools(other, tools, file, options());
    assert.deepEqual(names(result.imported), ['one']);
    assert.match(result.ignored.join(), /^two-/);
  });

  it('that is none at all is said to be one', async test => {
    const { place, tools } = await twoBuilt(test);
    const file = join(place.folder, 'tools.tar.gz');
    writeFileSync(file, 'no archive');
    await assert.rejects(
      importTools(place, tools, file, options()),
      /tar failed on/,
    );
  });

  it('needs a name that says how it is compressed', () => {
    assert.equal(compressorFor('a.tar.zst'), 'zstd');
    assert.equal(compressorFor('a.tgz'), 'gzip');
    assert.equal(compressorFor('a.tar'), undefined);
    assert.throws(() => compressorFor('a.zip'), /how it is compressed/);
  });
});

describe('prune', () => {
  it("deletes other versions and Go's caches, and keeps what is wanted", async test => {
    const { place, tools } = await twoBuilt(test);
    const old = join(place.cache, 'tools', 'one-0123456789abcdef');
    const modules = join(place.cache, 'go', 'modules', 'a@v1');
    for (const folder of [old, modules]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'file'), 'x'.repeat(10_000));
    }
    execFileSync('chmod', ['-R', 'a-w', join(place.cache, 'go', 'modules')]);
    const found = await findPrunable(place, tools);
    assert.deepEqual(found.map(({ folder }) => basename(folder)).sort(), [
      'modules',
      'one-0123456789abcdef',
    ]);
    assert.ok(found.every(({ bytes }) => bytes >= 10_000));
    await prune(found);
    assert.deepEqual(await findPrunable(place, tools), []);
    assert.equal(await isToolBuilt(place, tools[0]), true);
  });

  it('keeps a version whose program runs', async test => {
    const { place, tools } = await twoBuilt(test);
    const bin = join(place.cache, 'tools', 'one-0123456789abcdef', 'bin');
    mkdirSync(bin, { recursive: true });
    execFileSync('cp', ['/bin/sleep', join(bin, 'one')]);
    const running = spawn(join(bin, 'one'), ['600']);
    await once(running, 'spawn');
    assert.deepEqual(await findPrunable(place, tools), []);
    running.kill();
    await once(running, 'exit');
    assert.equal((await findPrunable(place, tools)).length, 1);
  });
});
