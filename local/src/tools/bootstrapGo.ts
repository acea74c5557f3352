import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import { repositoryRoot } from '../repositoryRoot.ts';
import { findPython } from '../system/python.ts';
import type { BuildContext } from './buildContext.ts';
import { withBuildLock } from './buildLock.ts';
import { goProblem } from './goProblem.ts';
import { makeTemporaryFolder, removeLeftovers } from './temporaryFolder.ts';
import type { ToolContext } from './toolPaths.ts';

const requirements = join(
  repositoryRoot,
  'local',
  'tools',
  'go-bootstrap',
  'requirements.txt',
);

/** Folder of the Go that comes as a Python package, there or not. */
function bootstrapFolder({ cache }: ToolContext): string {
  const hash = createHash('sha256').update(readFileSync(requirements));
  return join(cache, 'go', 'bootstrap', hash.digest('hex').slice(0, 16));
}

const programIn = (folder: string) => join(folder, 'go', 'bin', 'go');

/** Path of the Go that was installed earlier; `undefined` when there is none. */
export function findBootstrapGo(context: ToolContext): string | undefined {
  const program = programIn(bootstrapFolder(context));
  return existsSync(program) ? program : undefined;
}

/**
 * Installs a Go into the cache, for machines without one.
 * @returns the path of its program
 * @throws Problem when Python is missing or the package cannot be had
 */
export async function installBootstrapGo(
  context: BuildContext,
): Promise<string> {
  const python = await findPython();
  if (!python)
    throw new Problem(
      'Building the platform needs Go, and this machine has neither Go 1.21 nor a Python that could bring it.',
      [
        'On Debian or Ubuntu:  apt-get install -y python3 python3-venv, then ./payday up',
      ],
    );
  const target = bootstrapFolder(context);
  const lock = { cache: context.cache, name: 'go' };
  const onWait = () => context.report('waits for another Payday to fetch Go');
  return withBuildLock(lock, { ...context, onWait }, async () => {
    if (existsSync(programIn(target))) return programIn(target);
    await removeLeftovers(context);
    const temporary = await makeTemporaryFolder(context, 'go');
    try {
      context.report('fetching Go');
      const venv = join(temporary, 'venv');
      const run = (file: string, ...args: string[]) =>
        context.run({ file, args, cwd: temporary });
      await run(python.file, '-m', 'venv', venv);
      await run(
        join(venv, 'bin', 'python'),
        ...['-m', 'pip', 'install', '--no-input', '--no-compile', '--no-deps'],
        ...['--disable-pip-version-check', '--no-cache-dir'],
        ...['--require-hashes', '--only-binary=:all:'],
        ...['--target', join(temporary, 'installed'), '-r', requirements],
      );
      const installed = join(temporary, 'installed');
      await run(programIn(installed), 'version');
      await mkdir(join(target, '..'), { recursive: true });
      await rm(target, { recursive: true, force: true });
      await rename(installed, target);
    } catch (error) {
      context.signal.throwIfAborted();
      throw goProblem('Installing Go', error, context.logFile);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    return programIn(target);
  });
}
