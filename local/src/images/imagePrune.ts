import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { imageFolders, type ImageContext } from './imageContext.ts';
import { BASE_IMAGES, readBaseImage } from './imageDefinition.ts';
import { withImageLock } from './imageLock.ts';
import { ImageStore } from './ImageStore.ts';
import { readResolution } from './resolution.ts';

/**
 * Deletes images but those with these hashes, and packages that no base image is made of any more.
 * @returns the number of bytes of images that were freed
 */
export async function pruneImages(
  keepHashes: Iterable<string>,
  context: Pick<ImageContext, 'cache' | 'signal' | 'report'>,
): Promise<number> {
  return withImageLock(context, async () => {
    await prunePackages(context.cache);
    return new ImageStore(context.cache).prune(keepHashes);
  });
}

async function prunePackages(cache: string): Promise<void> {
  const archives = join(imageFolders(cache).apt, 'archives');
  const definitions = await Promise.all(BASE_IMAGES.map(readBaseImage));
  const used = new Set(
    definitions.flatMap(
      definition =>
        readResolution(definition, cache)?.packages.map(({ file }) => file) ??
        [],
    ),
  );
  for (const name of await readdir(archives).catch(() => [])) {
    if (name.endsWith('.deb') && !used.has(name))
      await rm(join(archives, name), { force: true });
  }
}
