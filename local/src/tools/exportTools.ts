import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Problem } from '../problem.ts';
import { compressorFor, tar } from './archive.ts';
import { isIntact } from './toolManifest.ts';
import type { Tool } from './tool.ts';
import { builtFolder, toolsFolder, type ToolContext } from './toolPaths.ts';

/**
 * Packs the tools that are built, as this clone wants them, into one archive that appears as a whole.
 * @returns those that are in it
 * @throws Problem when none is built or the archive cannot be written
 */
export async function exportTools(
  context: ToolContext,
  tools: Tool[],
  file: string,
  signal: AbortSignal,
): Promise<Tool[]> {
  compressorFor(file);
  const built: Tool[] = [];
  for (const tool of tools)
    if (await isIntact(builtFolder(context, tool))) built.push(tool);
  if (built.length === 0)
    throw new Problem('No tool is built, so there is nothing to export.', [
      'To build them:  ./payday tools build',
    ]);
  const partial = `${file}.${process.pid}.part`;
  try {
    await tar(
      partial,
      [
        ...['--create', '--sort=name', '--numeric-owner'],
        ...['--owner=0', '--group=0'],
        `--directory=${toolsFolder(context)}`,
        ...built.map(tool => basename(builtFolder(context, tool))),
      ],
      signal,
      file,
    );
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  return built;
}
