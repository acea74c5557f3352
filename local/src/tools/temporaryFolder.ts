import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findMarked } from '../processes/markedProcesses.ts';
import { findProcess, isAlive } from '../processes/processTable.ts';
import { endProcessTree } from '../processes/processTree.ts';
import { toolsFolder, type ToolContext } from './toolPaths.ts';

/** Set to the temporary folder in the environment of everything that works in it. */
export const BUILD_MARK = 'PAYDAY_BUILD_IN';

const NAME = /^\.tmp-(\d+)-(\d+)-/;

/**
 * Makes a folder beside the built tools, so that what is finished in it can be renamed into place. Its name tells which
 * process works in it.
 */
export async function makeTemporaryFolder(
  context: ToolContext,
  what: string,
): Promise<string> {
  await mkdir(toolsFolder(context), { recursive: true });
  const started = findProcess(process.pid)?.started ?? '0';
  return mkdtemp(
    join(toolsFolder(context), `.tmp-${process.pid}-${started}-${what}-`),
  );
}

/** Removes the temporary folders whose process was killed, and ends what still works in them. */
export async function removeLeftovers(context: ToolContext): Promise<void> {
  const names = await readdir(toolsFolder(context)).catch(() => []);
  const dead = names.filter(name => {
    const [, pid, started] = NAME.exec(name) ?? [];
    return pid !== undefined && !isAlive({ pid: Number(pid), started });
  });
  for (const name of dead) {
    const folder = join(toolsFolder(context), name);
    await Promise.all(
      findMarked(BUILD_MARK, folder).map(id => endProcessTree(id)),
    );
    await rm(folder, { recursive: true, force: true });
  }
}
