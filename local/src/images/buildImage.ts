import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildahCommand, makeStorage } from './buildah.ts';
import type { ImageContext } from './imageContext.ts';
import { importImage } from './importImage.ts';
import { imageName } from './imageReference.ts';
import { ImageStore, type BuiltImage } from './ImageStore.ts';
import { canOverlay } from './overlayCheck.ts';

/** What goes into a build besides the files in its folder. */
export interface Build {
  name: string;
  hash: string;
  /** Text of the Containerfile; it takes its base as the build argument `BASE`. */
  containerfile: string;
  /** Image to build on; none for images from scratch. */
  base?: BuiltImage;
}

/**
 * Builds an image from the files in `folder/context` and puts it into the cache. No time, host name or build log
 * goes into it, so that the same files give the same digest. Each build has a storage of its own: an interrupted one
 * has nothing to break.
 * @param folder a work folder, see `inWorkFolder`
 */
export async function buildImage(
  { name, hash, containerfile, base }: Build,
  folder: string,
  context: ImageContext,
): Promise<BuiltImage> {
  const store = new ImageStore(context.cache);
  const storage = await makeStorage(
    join(folder, 'storage'),
    await canOverlay(folder, context),
  );
  const buildah = (verb: string, args: string[]) =>
    context.run(buildahCommand(storage, verb, args, folder));
  const from = base && (await importImage(base, storage, context));
  const file = join(folder, 'Containerfile');
  await writeFile(file, containerfile);
  context.report(`Building ${name}`);
  const tag = `${imageName(name)}:${hash}`;
  await buildah('bud', [
    ...['--isolation', 'chroot', '--pull-never', '--format', 'oci'],
    ...['--timestamp', '0', '--identity-label=false', '--quiet'],
    ...(from ? ['--build-arg', `BASE=${from}`] : []),
    ...['--file', file, '--tag', tag, join(folder, 'context')],
  ]);
  context.report(`Compressing ${name}`);
  const layout = join(folder, 'layout');
  await buildah('push', [
    ...['--quiet', '--compression-format', 'zstd'],
    ...[tag, `oci:${layout}:${hash}`],
  ]);
  return store.add(layout, { name, hash, ...(base && { base: base.name }) });
}
