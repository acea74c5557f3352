import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageContext } from './imageContext.ts';
import { writeLayout } from './imageLayout.ts';
import { ImageStore, type BuiltImage } from './ImageStore.ts';
import { inWorkFolder } from './inWorkFolder.ts';
import { withImageLock } from './imageLock.ts';

/**
 * Writes an image of the cache as one file that `ctr images import` takes.
 * @param reference the name it gets there, with its tag
 * @param file absolute path; there as a whole or not at all
 */
export async function writeImageArchive(
  image: BuiltImage,
  reference: string,
  file: string,
  context: ImageContext,
): Promise<void> {
  await withImageLock(context, () =>
    inWorkFolder(context.cache, async folder => {
      const layout = join(folder, 'layout');
      await writeLayout(layout, image, context.cache, {
        'io.containerd.image.name': reference,
      });
      const blobs = new ImageStore(context.cache).blobs(image);
      const part = `${file}.new`;
      await context.run({
        file: 'tar',
        args: [
          ...['--create', `--file=${part}`, '-C', layout],
          ...['oci-layout', 'index.json'],
          ...blobs.map(digest => `blobs/${digest.replace(':', '/')}`),
        ],
        cwd: folder,
      });
      await rename(part, file);
    }),
  );
}
