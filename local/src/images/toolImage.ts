import { copyFile, chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { Problem } from '../problem.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import { findBaseImage } from './baseImage.ts';
import { buildImage } from './buildImage.ts';
import { fileDigest } from './fileDigest.ts';
import type { ImageContext } from './imageContext.ts';
import { isPlainAbsolute, type BaseImageName } from './imageDefinition.ts';
import { withImageLock } from './imageLock.ts';
import { ImageStore, type BuiltImage } from './ImageStore.ts';
import { inWorkFolder } from './inWorkFolder.ts';
import { hash } from './resolution.ts';

/** Changes when the way tool images are put together does. */
const RECIPE = 1;

const isInImage = (path: string) =>
  isPlainAbsolute(path) && /^\/(usr|opt)\//.test(path);

/** A program that goes into a tool image. */
export interface PackedBinary {
  /** Path of the file on this machine. */
  from: string;
  /** Path in the image, below /usr or /opt. */
  to: string;
  /** Further names of it in the same folder, for programs that do what their name says. */
  links?: string[];
}

/** An image made of programs that were built before. */
export interface ToolImage {
  name: string;
  base: BaseImageName | 'scratch';
  binaries: PackedBinary[];
  entrypoint: string[];
  /** User and group; 65532:65532 unless said. */
  user?: string;
}

/** The packed image in the cache, on the newest base; `undefined` when it, its base or a program is not there. */
export async function findToolImage(
  tool: ToolImage,
  cache: string,
): Promise<BuiltImage | undefined> {
  const base = await baseOf(tool, cache);
  if (base === 'absent') return undefined;
  const key = await toolImageHash(tool, base, cache).catch(() => undefined);
  return key === undefined ? undefined : new ImageStore(cache).find(key);
}

/**
 * Makes an image from a base image and programs, or takes it from the cache. The same programs on the same base give
 * the same digest.
 * @throws Problem when a program or the base is not there, or it cannot be built
 */
export async function packTool(
  tool: ToolImage,
  context: ImageContext,
): Promise<BuiltImage> {
  const { cache } = context;
  const known = await findToolImage(tool, cache);
  if (known) return known;
  return withImageLock(context, async () => {
    const base = await baseOf(tool, cache);
    if (base === 'absent') {
      throw new Problem(
        `The image "${tool.name}" needs the base image "${tool.base}", which is not built.`,
        ['To build it:  ./payday up'],
      );
    }
    const key = await toolImageHash(tool, base, cache);
    const found = new ImageStore(cache).find(key);
    if (found) return found;
    try {
      return await inWorkFolder(cache, async folder => {
        await packBinaries(folder, tool.binaries, context);
        const containerfile = toolContainerfile(tool);
        const build = { name: tool.name, hash: key, containerfile, base };
        return buildImage(build, folder, context);
      });
    } catch (error) {
      context.signal.throwIfAborted();
      throw commandProblem(`Building the image "${tool.name}"`, error);
    }
  });
}

/** Text of the Containerfile of a tool image. */
export function toolContainerfile({
  base,
  entrypoint,
  user = '65532:65532',
}: Pick<ToolImage, 'base' | 'entrypoint' | 'user'>): string {
  return [
    ...(base === 'scratch' ? ['FROM scratch'] : ['ARG BASE', 'FROM ${BASE}']),
    'ADD files.tar /',
    `USER ${user}`,
    `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
    '',
  ].join('\n');
}

/**
 * All paths that a tool image adds, with where each link leads, sorted.
 * @throws Problem for a path that is not below /usr or /opt, or that is used twice
 */
export function toolPaths(
  binaries: Pick<PackedBinary, 'to' | 'links'>[],
): { path: string; linkTo?: string }[] {
  const paths = binaries.flatMap(({ to, links = [] }) => [
    { path: to },
    ...links.map(link => ({
      path: `${posix.dirname(to)}/${link}`,
      linkTo: posix.basename(to),
    })),
  ]);
  paths.forEach(({ path }, index) => {
    if (!isInImage(path))
      throw new Problem(`"${path}" is no path below /usr or /opt.`);
    if (paths.findIndex(other => other.path === path) !== index)
      throw new Problem(`"${path}" would be put into the image twice.`);
  });
  return paths.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function baseOf(
  { base }: ToolImage,
  cache: string,
): Promise<BuiltImage | undefined | 'absent'> {
  if (base === 'scratch') return undefined;
  return (await findBaseImage(base, cache))?.image ?? 'absent';
}

async function toolImageHash(
  tool: ToolImage,
  base: BuiltImage | undefined,
  cache: string,
): Promise<string> {
  const contents = await Promise.all(
    tool.binaries.map(({ from }) =>
      fileDigest(from, cache).catch(error => {
        throw new Problem(
          `The image "${tool.name}" needs the program ${from}, which cannot be read.`,
          ['To build it:  ./payday up'],
          { cause: error },
        );
      }),
    ),
  );
  return hash([
    `tool recipe ${RECIPE}`,
    tool.name,
    base?.digest ?? 'scratch',
    toolContainerfile(tool),
    JSON.stringify(toolPaths(tool.binaries)),
    ...tool.binaries.map(({ to }, index) => `${to} ${contents[index]}`),
  ]);
}

/** Packs only files and links: folders keep what the base says of them, which links like /bin depend on. */
async function packBinaries(
  folder: string,
  binaries: PackedBinary[],
  context: ImageContext,
): Promise<void> {
  const root = join(folder, 'files');
  const paths = toolPaths(binaries);
  for (const { path, linkTo } of paths) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    if (linkTo) {
      await symlink(linkTo, target);
      continue;
    }
    const { from } = binaries.find(({ to }) => to === path)!;
    await copyFile(from, target);
    await chmod(target, 0o755);
  }
  await mkdir(join(folder, 'context'));
  const list = join(folder, 'files.txt');
  await writeFile(list, paths.map(({ path }) => `.${path}\n`).join(''));
  await context.run({
    file: 'tar',
    args: [
      ...['--create', '--file=context/files.tar', '--mtime=@0'],
      ...['--owner=0', '--group=0', '--numeric-owner', '--format=gnu'],
      ...['-C', root, '--no-recursion', `--files-from=${list}`],
    ],
    cwd: folder,
  });
}
