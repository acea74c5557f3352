import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isIntact } from './toolManifest.ts';
import type { Tool } from './tool.ts';
import {
  builtFolder,
  systemProgram,
  toolHash,
  type ToolContext,
} from './toolPaths.ts';

/** `installed`: the machine has the program, so nothing is built. `corrupt`: not what it was when it was built. */
export type ToolState = 'built' | 'missing' | 'corrupt' | 'installed';

/** One row of `payday tools list`. */
export interface ToolReport {
  name: string;
  title: string;
  state: ToolState;
  isCore: boolean;
  goVersion: string;
  hash: string;
  folder: string;
  /** Size on disk; 0 when it is not there. */
  bytes: number;
  /** Absolute path of each program, also of those that are not built yet. */
  programs: Record<string, string>;
}

/** What there is of a tool, read byte for byte. */
export async function reportTool(
  context: ToolContext,
  tool: Tool,
): Promise<ToolReport> {
  const folder = builtFolder(context, tool);
  const installed = systemProgram(tool);
  const names = tool.programs.flatMap(({ name, links = {} }) => [
    name,
    ...Object.keys(links),
  ]);
  return {
    name: tool.name,
    title: tool.title,
    state: installed ? 'installed' : await stateOf(folder),
    isCore: tool.isCore,
    goVersion: tool.goVersion,
    hash: toolHash(context, tool),
    folder,
    bytes: await folderBytes(folder),
    programs: Object.fromEntries(
      names.map(name => [name, installed ?? join(folder, 'bin', name)]),
    ),
  };
}

async function stateOf(folder: string): Promise<ToolState> {
  if (!existsSync(folder)) return 'missing';
  return (await isIntact(folder)) ? 'built' : 'corrupt';
}

/** What all files below a folder take on the disk, in bytes; 0 when there is no such folder. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    () => [],
  );
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory()
      ? await folderBytes(path)
      : await lstat(path).then(
          ({ blocks }) => blocks * 512,
          () => 0,
        );
  }
  return bytes;
}
