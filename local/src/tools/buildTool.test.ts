import assert from 'node:assert/strict';
import {
  execFileSync,
  spawn,
  spawnSync,
  type ChildProcess,
} from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { cacheFolder } from '../cacheFolder.ts';
import { findMarked } from '../processes/markedProcesses.ts';
import { Problem } from '../problem.ts';
import { repositoryRoot } from '../repositoryRoot.ts';
import { buildTool, isToolBuilt } from './buildTool.ts';
import { findTool } from './catalog.ts';
import { BUILD_MARK } from './temporaryFolder.ts';
import {
  fakeTool,
  temporaryTools,
  type TemporaryTools,
} from './testing/temporaryTools.ts';
import type { Tool } from './tool.ts';
import { builtFolder } from './toolPaths.ts';
import { reportTool } from './toolState.ts';

const program = (place: TemporaryTools, tool: Tool) =>
  join(builtFolder(place, tool), 'bin', tool.name);

const entries = ({ cache }: TemporaryTools) =>
  readdirSync(join(cache, 'tools'));

const buildCount = ({ modules }: TemporaryTools, tool: Tool) =>
  readFileSync(join(modules, `${tool.module}.builds`), 'utf8')
    .trim()
    .split('\n').length;

/** Takes the fake Go away; what the real one compiled stays in the machine's own cache. */
function useRealGo(place: TemporaryTools): void {
  process.env.PATH = process.env.PATH?.split(':').slice(1).join(':');
  mkdirSync(join(cacheFolder(), 'go'), { recursive: true });
  mkdirSync(place.cache, { recursive: true });
  symlinkSync(join(cacheFolder(), 'go'), join(place.cache, 'go'));
}

/** Resolves once a file is there. */
function appears(folder: string, name: string): Promise<void> {
  return new Promise(resolve => {
    const watcher = watch(folder, () => look());
    const look = () => {
      if (!existsSync(join(folder, name))) return;
      watcher.close();
      resolve();
    };
    look();
  });
}

function buildElsewhere(
  test: TestContext,
  place: TemporaryTools,
  tool: Tool,
): ChildProcess {
  const main = join(import.meta.dirname, 'testing', 'buildMain.ts');
  const child = spawn(
    process.execPath,
    [main, place.cache, place.modules, tool.name],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  test.after(() => child.kill('SIGKILL'));
  return child;
}

describe('buildTool', () => {
  it('builds with a real Go', { timeout: 300_000 }, async test => {
    const place = temporaryTools(test);
    useRealGo(place);
    const tool = findTool('pause');
    cpSync(
      join(repositoryRoot, 'local', 'tools', 'pause'),
      join(place.modules, 'pause'),
      { recursive: true },
    );
    await buildTool(tool, place.context(tool));
    assert.equal(await isToolBuilt(place, tool), true);
    const { state, programs } = await reportTool(place, tool);
    assert.equal(state, 'built');
    assert.match(
      execFileSync(programs.init, ['--version'], { encoding: 'utf8' }),
      /reaps children/,
    );
  });

  it('compiles a file of ours in place of one of a module', async test => {
    const place = temporaryTools(test);
    useRealGo(place);
    const write = (file: string, text: string) => {
      const path = join(place.modules, 'one', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    const says = (text: string) =>
      `package said\n\nfunc Say() { println("${text}") }\n`;
    write('said/go.mod', 'module example.com/said\n\ngo 1.21\n');
    write('said/said.go', says('theirs'));
    write('ours/said.go', says('ours'));
    write('go.sum', '');
    write(
      'go.mod',
      'module fake\n\ngo 1.21\n\nrequire example.com/said v1.0.0\n\nreplace example.com/said => ./said\n',
    );
    write(
      'main.go',
      'package main\n\nimport "example.com/said"\n\nfunc main() { said.Say() }\n',
    );
    const tool = {
      ...fakeTool('one'),
      replacements: [
        { module: 'example.com/said', file: 'said.go', by: 'ours/said.go' },
      ],
    };
    await buildTool(tool, place.context(tool));
    const { stderr } = spawnSync(program(place, tool), { encoding: 'utf8' });
    assert.equal(stderr, 'ours\n');
  });

  it('leaves only the finished folder', async test => {
    const place = temporaryTools(test);
    const tool = place.addTool('one', 'hello');
    assert.equal(await isToolBuilt(place, tool), false);
    await buildTool(tool, place.context(tool));
    assert.match(entries(place).join(), /^one-[0-9a-f]{16}$/);
    assert.equal(await isToolBuilt(place, tool), true);
    assert.match(
      place.reports.join('\n'),
      /fetching go1\.27\.3[^]*starting it/,
    );
  });

  it(
    'begins nothing on a disk that is nearly full, and says so',
    { skip: process.getuid?.() !== 0 && 'mounting a small disk needs root' },
    async test => {
      const place = temporaryTools(test);
      const tool = place.addTool('one', 'hello');
      mkdirSync(place.cache, { recursive: true });
      const disk = ['-t', 'tmpfs', '-o', 'size=10m', 'small', place.cache];
      execFileSync('mount', disk);
      try {
        await assert.rejects(
          buildTool(tool, place.context(tool)),
          /Building one needs 2\.0 GB of disk, and .* has 10 MB left/,
        );
        assert.deepEqual(entries(place), []);
      } finally {
        execFileSync('umount', ['--lazy', place.cache]);
      }
    },
  );

  it('does nothing a second time', async test => {
    const place = temporaryTools(test);
    const tool = place.addTool('one', 'hello');
    await buildTool(tool, place.context(tool));
    await buildTool(tool, place.context(tool));
    assert.equal(buildCount(place, tool), 1);
  });

  it('does not build again because a copy has other times', async test => {
    const place = temporaryTools(test);
    const tool = place.addTool('one', 'hello');
    await buildTool(tool, place.context(tool));
    utimesSync(program(place, tool), new Date(0), new Date(0));
    assert.equal(await isToolBuilt(place, tool), false);
    await buildTool(tool, place.context(tool));
    assert.equal(await isToolBuilt(place, tool), true);
    assert.equal(buildCount(place, tool), 1);
  });

  const damages: [string, (file: string) => void][] = [
    ['shortened', file => writeFileSync(file, '')],
    [
      'changed in one byte, with its old length and time',
      file => {
        const { atime, mtime } = statSync(file);
        const bytes = readFileSync(file);
        bytes[bytes.length - 2] ^= 1;
        writeFileSync(file, bytes);
        utimesSync(file, atime, mtime);
      },
    ],
    [
      'without a readable manifest',
      file => writeFileSync(join(file, '..', '..', 'manifest.json'), '{'),
    ],
    [
      'with a file that does not belong there',
      file => writeFileSync(join(file, '..', 'added'), ''),
    ],
  ];
  for (const [damage, apply] of damages)
    it(`builds a tool again that was ${damage}`, async test => {
      const place = temporaryTools(test);
      const tool = place.addTool('one', 'hello');
      await buildTool(tool, place.context(tool));
      apply(program(place, tool));
      assert.equal((await reportTool(place, tool)).state, 'corrupt');
      await buildTool(tool, place.context(tool));
      assert.equal((await reportTool(place, tool)).state, 'built');
      assert.equal(buildCount(place, tool), 2);
      assert.equal(entries(place).length, 1);
    });

  const failures: [string, RegExp, RegExp][] = [
    ['broken', /^Building one failed\.$/, /undefined: nothing/],
    ['offline', /a download did not get through/, /GOPROXY/],
    ['crashing', /was built but does not start/, /tools build/],
  ];
  for (const [source, what, next] of failures)
    it(`keeps nothing of a ${source} build`, async test => {
      const place = temporaryTools(test);
      const tool = place.addTool('one', source);
      await assert.rejects(
        buildTool(tool, place.context(tool)),
        (problem: unknown) => {
          assert.ok(problem instanceof Problem);
          assert.match(problem.what, what);
          assert.match(problem.next.join('\n'), next);
          return true;
        },
      );
      assert.deepEqual(entries(place), []);
    });

  it('ends its compiler and leaves nothing when it is interrupted', async test => {
    const place = temporaryTools(test);
    const tool = place.addTool('one', 'slow');
    const interrupted = new AbortController();
    const building = buildTool(tool, place.context(tool, interrupted.signal));
    await appears(place.modules, 'one.building');
    const [folder] = entries(place).map(name =>
      join(place.cache, 'tools', name),
    );
    assert.notEqual(findMarked(BUILD_MARK, folder).length, 0);
    interrupted.abort(new Error('enough'));
    await assert.rejects(building, /enough/);
    assert.deepEqual(findMarked(BUILD_MARK, folder), []);
    assert.deepEqual(entries(place), []);
  });

  it('removes what a killed build left, with its compiler', async test => {
    const place = temporaryTools(test);
    const slow = place.addTool('one', 'slow');
    const child = buildElsewhere(test, place, slow);
    await appears(place.modules, 'one.building');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const [folder] = entries(place).map(name =>
      join(place.cache, 'tools', name),
    );
    assert.notEqual(findMarked(BUILD_MARK, folder).length, 0);
    const tool = place.addTool('two', 'hello');
    await buildTool(tool, place.context(tool));
    assert.deepEqual(findMarked(BUILD_MARK, folder), []);
    assert.match(entries(place).join(), /^two-[0-9a-f]{16}$/);
  });

  it('waits for another process that builds the same, and takes what it built', async test => {
    const place = temporaryTools(test);
    const tool = place.addTool('one', 'hello');
    const children = [1, 2, 3].map(() => buildElsewhere(test, place, tool));
    const codes = await Promise.all(
      children.map(async child => (await once(child, 'exit'))[0]),
    );
    assert.deepEqual(codes, [0, 0, 0]);
    assert.equal(buildCount(place, tool), 1);
    assert.equal(entries(place).length, 1);
  });
});
