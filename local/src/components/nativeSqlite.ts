import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { commandProblem } from '../supervisor/commandProblem.ts';
import type { ComponentContext, Step } from '../supervisor/component.ts';

const ADDON = 'better_sqlite3.node';
const packageFolder = (root: string) =>
  join(root, 'node_modules', 'better-sqlite3');
const placedAddon = (root: string) =>
  join(packageFolder(root), 'build', 'Release', ADDON);

/**
 * SQLite's native addon. Yarn runs no build scripts, so it is compiled here once per machine, version and Node ABI,
 * and copied into each clone from the cache.
 */
export const nativeSqlite: Step = {
  kind: 'step',
  name: 'native-sqlite',
  title: 'SQLite addon',
  dependsOn: ['dependencies', 'system-packages'],

  async isDone({ instance, cache }) {
    const cached = await cachedAddon(instance.root, cache);
    return cached !== undefined && isCopyOf(placedAddon(instance.root), cached);
  },

  async run(context) {
    const { root } = context.instance;
    const cached = await cachedAddon(root, context.cache);
    if (!cached)
      throw new Error('yarn.lock names no version of better-sqlite3');
    if (!existsSync(cached)) await build(context, cached);
    await place(cached, placedAddon(root));
  },
};

/** Path of the built addon in the cache, there or not, for the version in the lock; `undefined` without one. */
async function cachedAddon(
  root: string,
  cache: string,
): Promise<string | undefined> {
  const lock = await readFile(join(root, 'yarn.lock'), 'utf8').catch(() => '');
  const version = /^"better-sqlite3@[^\n]*:\n {2}version: (\S+)$/m.exec(
    lock,
  )?.[1];
  if (!version) return undefined;
  const report = process.report.getReport() as {
    header?: { glibcVersionRuntime?: string };
  };
  const libc =
    process.platform === 'linux' && !report.header?.glibcVersionRuntime
      ? '-musl'
      : '';
  const key = `better-sqlite3-${version}-node${process.versions.modules}-${process.platform}${libc}-${process.arch}`;
  return join(cache, 'native', key, ADDON);
}

/** True when no compiler is needed any more on this machine. */
export async function isSqliteBuilt(
  root: string,
  cache: string,
): Promise<boolean> {
  const cached = await cachedAddon(root, cache);
  return cached !== undefined && existsSync(cached);
}

async function isCopyOf(path: string, original: string): Promise<boolean> {
  const [copy, source] = await Promise.all(
    [path, original].map(file => readFile(file).catch(() => undefined)),
  );
  return copy !== undefined && source !== undefined && copy.equals(source);
}

async function build(context: ComponentContext, target: string): Promise<void> {
  const { root } = context.instance;
  const native = dirname(dirname(target));
  await mkdir(native, { recursive: true });
  const temporary = await mkdtemp(join(native, 'tmp-'));
  try {
    const sources = join(temporary, 'better-sqlite3');
    await cp(packageFolder(root), sources, {
      recursive: true,
      filter: path =>
        !['build', 'node_modules'].includes(
          path.slice(packageFolder(root).length + 1),
        ),
    });
    const nodeGyp = createRequire(join(root, 'package.json')).resolve(
      'node-gyp/bin/node-gyp.js',
    );
    const home = dirname(dirname(process.execPath));
    const headers = existsSync(join(home, 'include', 'node', 'node.h'))
      ? [`--nodedir=${home}`]
      : [];
    await context.run({
      file: process.execPath,
      args: [
        nodeGyp,
        'rebuild',
        '--release',
        `--jobs=${availableParallelism()}`,
        ...headers,
      ],
      cwd: sources,
      env: headers.length > 0 ? { npm_config_nodedir: home } : {},
    });
    const built = join(sources, 'build', 'Release', ADDON);
    await context.run({
      file: process.execPath,
      args: ['-e', 'require(process.argv[1])', built],
      cwd: sources,
    });
    const finished = join(temporary, 'finished');
    await mkdir(finished);
    await rename(built, join(finished, ADDON));
    await rm(dirname(target), { recursive: true, force: true });
    await rename(finished, dirname(target));
  } catch (error) {
    if (existsSync(target)) return; // Another clone built it meanwhile.
    throw commandProblem('Compiling the SQLite addon', error, [
      'It needs python3, make and g++:  ./payday doctor',
    ]);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function place(cached: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}.tmp`;
  await copyFile(cached, temporary);
  await rename(temporary, target);
  await stat(target);
}
