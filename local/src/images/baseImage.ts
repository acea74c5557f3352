import { commandProblem } from '../supervisor/commandProblem.ts';
import { buildImage } from './buildImage.ts';
import {
  downloadPackages,
  resolvePackages,
  type DebianPackage,
} from './debianPackages.ts';
import type { ImageContext } from './imageContext.ts';
import {
  readBaseImage,
  type BaseImageDefinition,
  type BaseImageName,
} from './imageDefinition.ts';
import { withImageLock } from './imageLock.ts';
import { ImageStore, type BuiltImage } from './ImageStore.ts';
import { inWorkFolder } from './inWorkFolder.ts';
import { downloadNpmPackage, packagesForThisProcessor } from './npmPackage.ts';
import {
  baseImageHash,
  isFresh,
  readResolution,
  writeResolution,
} from './resolution.ts';
import { packRootFilesystem, type NpmArchive } from './rootFilesystem.ts';

/** A base image in the cache, and whether it is time to look for updates of its packages. */
export interface KnownBaseImage {
  image: BuiltImage;
  isFresh: boolean;
}

/** The base image that was built last from the definition as it stands; `undefined` when there is none. */
export async function findBaseImage(
  name: BaseImageName,
  cache: string,
): Promise<KnownBaseImage | undefined> {
  const definition = await readBaseImage(name);
  const resolution = readResolution(definition, cache);
  if (!resolution) return undefined;
  const hash = baseImageHash(definition, resolution.packages);
  const image = new ImageStore(cache).find(hash);
  return image && { image, isFresh: isFresh(resolution) };
}

/**
 * A base image with the newest packages of this machine's sources, from the cache when nothing changed. When updates
 * cannot be looked for, the one from last time is used.
 * @throws Problem when it is not in the cache and cannot be built
 */
export async function ensureBaseImage(
  name: BaseImageName,
  context: ImageContext,
): Promise<BuiltImage> {
  const before = await findBaseImage(name, context.cache);
  if (before?.isFresh) return before.image;
  return withImageLock(context, async () => {
    const known = await findBaseImage(name, context.cache);
    if (known?.isFresh) return known.image;
    const definition = await readBaseImage(name);
    let packages: DebianPackage[];
    try {
      packages = await resolvePackages(definition, context);
    } catch (error) {
      if (!known || context.signal.aborted) throw error;
      context.report(`No package updates could be looked for (${name})`);
      return known.image;
    }
    const hash = baseImageHash(definition, packages);
    const image =
      new ImageStore(context.cache).find(hash) ??
      (await build(definition, hash, packages, context));
    writeResolution(definition, packages, context.cache);
    return image;
  });
}

async function build(
  definition: BaseImageDefinition,
  hash: string,
  packages: DebianPackage[],
  context: ImageContext,
): Promise<BuiltImage> {
  const { name, containerfile } = definition;
  const files = await downloadPackages(definition, packages, context);
  const npmPackages = packagesForThisProcessor(definition.npm);
  const archives: NpmArchive[] = [];
  for (const npmPackage of npmPackages) {
    const file = await downloadNpmPackage(npmPackage, context);
    archives.push({ ...npmPackage, file });
  }
  try {
    return await inWorkFolder(context.cache, async folder => {
      context.report(`Unpacking ${name}`);
      await packRootFilesystem(folder, definition, files, archives, context);
      return buildImage({ name, hash, containerfile }, folder, context);
    });
  } catch (error) {
    context.signal.throwIfAborted();
    throw commandProblem(`Building the image "${name}"`, error);
  }
}
