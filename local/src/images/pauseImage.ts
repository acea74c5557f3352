import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toolFolder, toolProgram } from '../tools/toolPaths.ts';
import { writeImageArchive } from './imageArchive.ts';
import { imageFolders, type ImageContext } from './imageContext.ts';
import { imageName } from './imageReference.ts';
import { packTool } from './toolImage.ts';

/** Name of the image that holds a pod's namespaces. It is imported, never pulled. */
export const PAUSE_IMAGE = `${imageName('pause')}:1`;

/** Path of the archive that `ctr -n k8s.io images import` takes, there or not. */
export function pauseArchive(cache: string): string {
  const tool = basename(toolFolder({ cache }, 'pause'));
  return join(imageFolders(cache).pause, `${tool}.tar`);
}

/** True when {@link pauseArchive} is there. */
export const isPauseArchiveBuilt = (cache: string) =>
  existsSync(pauseArchive(cache));

/**
 * Packs the pause program, a tool, and writes its image as a file.
 * @throws Problem when the tool is not built
 */
export async function ensurePauseArchive(context: ImageContext): Promise<void> {
  const { cache } = context;
  if (isPauseArchiveBuilt(cache)) return;
  const image = await packTool(
    {
      name: 'pause',
      base: 'scratch',
      binaries: [{ from: program(cache), to: '/usr/bin/pause' }],
      entrypoint: ['/usr/bin/pause'],
    },
    context,
  );
  await mkdir(imageFolders(cache).pause, { recursive: true });
  await writeImageArchive(image, PAUSE_IMAGE, pauseArchive(cache), context);
}

const program = (cache: string) => toolProgram({ cache }, 'pause', 'pause');
