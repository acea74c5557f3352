import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import type { Step } from '../supervisor/component.ts';
import { findPython, type Python } from '../system/python.ts';

const requirements = (root: string) =>
  join(root, 'local', 'techdocs', 'requirements.txt');

/**
 * Folder of the Python environment with MkDocs, by what goes into it and by where it is: a virtual environment holds
 * absolute paths, so one in a cache that was moved or copied must not be taken for a good one. It is made in place and
 * counts only with its marker.
 */
export function techdocsFolder(
  root: string,
  cache: string,
  python: Python,
): string {
  const text = readFileSync(requirements(root), 'utf8');
  const folder = join(cache, 'techdocs');
  const hash = createHash('sha256')
    .update(`${python.file}\0${python.version}\0${folder}\0${text}`)
    .digest('hex');
  return join(folder, hash.slice(0, 16));
}

/** True when the environment was finished. */
export const isTechdocsReady = (folder: string) =>
  existsSync(join(folder, 'finished'));

/** MkDocs with TechDocs' plugins, pinned, in a virtual environment in the cache. */
export const techdocs: Step = {
  kind: 'step',
  name: 'techdocs',
  title: 'Docs builder',
  dependsOn: ['system-packages'],

  async isDone({ instance, cache }) {
    const python = await findPython();
    return (
      python !== undefined &&
      isTechdocsReady(techdocsFolder(instance.root, cache, python))
    );
  },

  async run(context) {
    const { instance, cache } = context;
    const python = await findPython();
    if (!python) {
      throw new Problem(
        'The docs builder needs Python 3.11 or later with its venv module.',
        [
          'On Debian or Ubuntu:  apt-get install -y python3 python3-venv, then ./payday up',
        ],
      );
    }
    const folder = techdocsFolder(instance.root, cache, python);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    try {
      await context.run({
        file: python.file,
        args: ['-m', 'venv', folder],
        cwd: folder,
      });
      await context.run({
        file: join(folder, 'bin', 'python'),
        args: [
          '-m',
          'pip',
          'install',
          '--no-input',
          '--disable-pip-version-check',
          '--require-hashes',
          '--only-binary=:all:',
          '-r',
          requirements(instance.root),
        ],
        cwd: folder,
      });
      await context.run({
        file: join(folder, 'bin', 'mkdocs'),
        args: ['--version'],
        cwd: folder,
      });
    } catch (error) {
      throw commandProblem('Installing the docs builder', error);
    }
    await writeFile(join(folder, 'finished'), `${new Date().toISOString()}\n`);
  },
};
