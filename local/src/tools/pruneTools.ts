import { execFile } from 'node:child_process';
import { existsSync, readlinkSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { listProcesses } from '../processes/processTable.ts';
import { Problem } from '../problem.ts';
import { isLocked } from './buildLock.ts';
import { goFolders } from './goToolchain.ts';
import type { Tool } from './tool.ts';
import { folderBytes } from './toolState.ts';
import { builtFolder, toolsFolder, type ToolContext } from './toolPaths.ts';
import { removeLeftovers } from './temporaryFolder.ts';

/** A folder that may go. */
export interface Prunable {
  what: string;
  folder: string;
  bytes: number;
}

/**
 * What is not needed to run what is built: tools that this clone does not want, and what Go downloaded and compiled.
 * Tools that run right now, for another clone, stay.
 * @throws Problem while a tool is being built
 */
export async function findPrunable(
  context: ToolContext,
  tools: Tool[],
): Promise<Prunable[]> {
  for (const { name, title } of tools)
    if (await isLocked({ cache: context.cache, name }))
      throw new Problem(`${title} is being built or imported right now.`, [
        'Wait for it, or stop it:  ./payday down',
      ]);
  await removeLeftovers(context);
  const wanted = tools.map(tool => basename(builtFolder(context, tool)));
  const running = runningPrograms();
  const names = await readdir(toolsFolder(context)).catch(() => []);
  const surplus = names
    .filter(name => !wanted.includes(name))
    .map(name => join(toolsFolder(context), name))
    .filter(folder => !running.some(path => path.startsWith(folder + sep)))
    .map(folder => [`${basename(folder)}, of other sources`, folder]);
  const go = goFolders(context);
  const found = [
    ...surplus,
    ['what Go compiled', go.build],
    ['modules that Go downloaded', go.modules],
  ].filter(([, folder]) => existsSync(folder));
  return Promise.all(
    found.map(async ([what, folder]) => ({
      what,
      folder,
      bytes: await folderBytes(folder),
    })),
  );
}

function runningPrograms(): string[] {
  return listProcesses().flatMap(({ pid }) => {
    try {
      return [readlinkSync(`/proc/${pid}/exe`)];
    } catch {
      return []; // Of another user, or ended meanwhile.
    }
  });
}

/** Deletes what `findPrunable` found. */
export async function prune(list: Prunable[]): Promise<void> {
  for (const { folder } of list) {
    // An earlier Go may have left read-only folders, whose files only root could delete.
    await promisify(execFile)('chmod', ['-R', 'u+w', folder]);
    await rm(folder, { recursive: true, force: true });
  }
}
