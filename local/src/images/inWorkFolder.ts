import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { imageFolders } from './imageContext.ts';

/**
 * Runs a build in a folder of its own that is deleted afterwards, with what interrupted builds left. Call it under the
 * image lock: it is the only thing that tells leftovers from builds under way.
 */
export async function inWorkFolder<T>(
  cache: string,
  build: (folder: string) => Promise<T>,
): Promise<T> {
  const { work } = imageFolders(cache);
  const empty = () => rm(work, { recursive: true, force: true, maxRetries: 5 });
  await empty();
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    return await build(await mkdtemp(join(work, 'build-')));
  } finally {
    await empty();
  }
}
