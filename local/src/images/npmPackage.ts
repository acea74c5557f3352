import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
} from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import type { BaseImageDefinition } from './imageDefinition.ts';
import { imageFolders, type ImageContext } from './imageContext.ts';

/** A package that an image takes from the npm registry. */
export type NpmPackage = BaseImageDefinition['npm'][number];

/** Those packages of a definition that this machine's processor runs. */
export const packagesForThisProcessor = (packages: NpmPackage[]) =>
  packages.filter(
    ({ architecture }) =>
      architecture === undefined || architecture === process.arch,
  );

/**
 * Path of a package's archive, downloaded when it is not in the cache, by way of the machine's own npm configuration.
 * @throws Problem when it cannot be had, or is not what its hash says
 */
export async function downloadNpmPackage(
  { name, version, integrity }: NpmPackage,
  context: ImageContext,
): Promise<string> {
  const { npm } = imageFolders(context.cache);
  const target = join(npm, `${name}-${version}.tgz`);
  if (await hasIntegrity(target, integrity)) return target;
  context.report(`Downloading ${name} ${version}`);
  await mkdir(npm, { recursive: true });
  const folder = await mkdtemp(join(npm, 'tmp-'));
  try {
    await context.run({
      file: 'npm',
      args: ['pack', '--silent', `${name}@${version}`],
      cwd: folder,
    });
    const [file] = await readdir(folder);
    if (!file || !(await hasIntegrity(join(folder, file), integrity))) {
      throw new Problem(
        `The package ${name} ${version} that npm delivered is not the one that was pinned.`,
        ['Its hash differs. Check which registry npm uses:  npm config list'],
      );
    }
    await rename(join(folder, file), target);
    return target;
  } catch (error) {
    context.signal.throwIfAborted();
    throw commandProblem(`Downloading ${name} ${version}`, error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hasIntegrity(file: string, integrity: string): Promise<boolean> {
  const content = await readFile(file).catch(() => undefined);
  if (!content) return false;
  const hash = createHash('sha512').update(content).digest('base64');
  return `sha512-${hash}` === integrity;
}
