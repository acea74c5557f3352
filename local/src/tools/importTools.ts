import { existsSync } from 'node:fs';
import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Problem } from '../problem.ts';
import { tar } from './archive.ts';
import { withBuildLock } from './buildLock.ts';
import { makeTemporaryFolder, removeLeftovers } from './temporaryFolder.ts';
import {
  isIntact,
  readContents,
  readManifest,
  writeManifest,
} from './toolManifest.ts';
import type { Tool } from './tool.ts';
import { builtFolder, toolHash, type ToolContext } from './toolPaths.ts';

/** What became of the folders in an archive. */
export interface ImportResult {
  imported: Tool[];
  /** Were there already. */
  kept: Tool[];
  /** Folders that this clone has no use for: of another version or another kind of machine. */
  ignored: string[];
}

/**
 * Takes tools from an archive that `exportTools` made. Each is compared with its manifest before any is taken; that
 * tells damage, not malice: import only what you would run.
 * @throws Problem naming what does not match; then nothing was taken
 */
export async function importTools(
  context: ToolContext,
  tools: Tool[],
  file: string,
  options: { signal: AbortSignal; onWait(tool: Tool): void },
): Promise<ImportResult> {
  if (!existsSync(file))
    throw new Problem(`There is no file ${file}.`, [], { exitCode: 2 });
  await removeLeftovers(context);
  const temporary = await makeTemporaryFolder(context, 'import');
  try {
    await tar(
      file,
      [
        ...['--extract', '--no-same-owner', '--no-same-permissions'],
        `--directory=${temporary}`,
      ],
      options.signal,
    );
    const names = await readdir(temporary);
    const wanted = tools.filter(tool =>
      names.includes(basename(builtFolder(context, tool))),
    );
    for (const tool of wanted) await check(context, tool, temporary, file);
    const result: ImportResult = { imported: [], kept: [], ignored: [] };
    for (const tool of wanted) {
      const isTaken = await take(context, tool, temporary, options);
      result[isTaken ? 'imported' : 'kept'].push(tool);
    }
    const known = wanted.map(tool => basename(builtFolder(context, tool)));
    result.ignored = names.filter(name => !known.includes(name));
    return result;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function check(
  context: ToolContext,
  tool: Tool,
  temporary: string,
  file: string,
): Promise<void> {
  const folder = join(temporary, basename(builtFolder(context, tool)));
  const manifest = readManifest(folder);
  const isSame =
    manifest?.tool === tool.name &&
    manifest.hash === toolHash(context, tool) &&
    Object.values(manifest.links).every(target => !target.includes('/')) &&
    (await isIntact(folder));
  if (isSame) return;
  throw new Problem(
    `${tool.title} in ${file} is not what its manifest says; nothing was imported.`,
    [
      'The file was damaged or changed on its way. Export it anew:  ./payday tools export FILE',
    ],
  );
}

/** @returns false when it is there already */
async function take(
  context: ToolContext,
  tool: Tool,
  temporary: string,
  options: { signal: AbortSignal; onWait(tool: Tool): void },
): Promise<boolean> {
  const place = builtFolder(context, tool);
  const lock = { cache: context.cache, name: tool.name };
  const onWait = () => options.onWait(tool);
  return withBuildLock(lock, { signal: options.signal, onWait }, async () => {
    if (await isIntact(place)) return false;
    const folder = join(temporary, basename(place));
    const manifest = readManifest(folder);
    if (!manifest) throw new Error(`${folder} lost its manifest`);
    for (const name of Object.keys(manifest.files))
      await chmod(join(folder, name), name.startsWith('bin/') ? 0o755 : 0o644);
    // The archive keeps whole seconds only; the quick check compares more.
    writeManifest(folder, { ...manifest, ...(await readContents(folder)) });
    if (existsSync(place))
      await rename(place, join(temporary, `damaged-${tool.name}`));
    await rename(folder, place);
    return true;
  });
}
