import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildahCommand, type BuilderStorage } from './buildah.ts';
import { withOutput } from './commandOutput.ts';
import type { ImageContext } from './imageContext.ts';
import { writeLayout } from './imageLayout.ts';
import { imageName, imageReference } from './imageReference.ts';
import type { BuiltImage } from './ImageStore.ts';

/**
 * Puts an image of the cache into a builder's storage.
 * @returns the reference to build on, by digest, as the registry inside the cluster would have it
 */
export async function importImage(
  image: BuiltImage,
  storage: BuilderStorage,
  context: Pick<ImageContext, 'cache' | 'run'>,
): Promise<string> {
  const folder = await mkdtemp(join(storage.folder, 'tmp', 'import-'));
  try {
    const layout = join(folder, 'layout');
    await writeLayout(layout, image, context.cache);
    // A relative path: buildah makes a name of it, in which it takes no capitals.
    const pull = ['--quiet', `oci:layout:${image.hash}`];
    const idFile = join(folder, 'id');
    await context.run(
      withOutput(buildahCommand(storage, 'pull', pull, folder), idFile),
    );
    const id = (await readFile(idFile, 'utf8')).trim();
    const tag = `${imageName(image.name)}:${image.hash}`;
    await context.run(buildahCommand(storage, 'tag', [id, tag]));
    return imageReference(image);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
