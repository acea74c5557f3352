import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repositoryRoot.ts';
import { findProgram } from '../system/programs.ts';
import { findTool } from './catalog.ts';
import type { Tool } from './tool.ts';

/** Where tools come from and go to. Every component's context is one. */
export interface ToolContext {
  /** Absolute path of the cache folder. */
  cache: string;
  /** Folder with the Go modules; this clone's `local/tools` unless said. */
  modules?: string;
}

/** Folder of the built tools, shared by all clones of this machine. */
export const toolsFolder = ({ cache }: ToolContext) => join(cache, 'tools');

/** Folder of a tool's Go module. */
export const moduleFolder = (context: ToolContext, tool: Tool) =>
  join(context.modules ?? join(repositoryRoot, 'local', 'tools'), tool.module);

/** Hash of all that decides what a tool is: its module's files, how it is built and for which kind of machine. */
export function toolHash(context: ToolContext, tool: Tool): string {
  const folder = moduleFolder(context, tool);
  const { assets, goVersion, experiment, flags, replacements } = tool;
  const programs = tool.programs.map(program => [
    program.name,
    program.package,
    Object.keys(program.links ?? {}),
  ]);
  const hash = createHash('sha256').update(
    JSON.stringify([
      process.platform,
      process.arch,
      { programs, assets, goVersion, experiment, flags, replacements },
    ]),
  );
  for (const file of sourceFiles(folder))
    hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Folder of a tool as this clone wants it, there or not. */
export function builtFolder(context: ToolContext, tool: Tool): string {
  return join(toolsFolder(context), `${tool.name}-${toolHash(context, tool)}`);
}

/** Path of the program of this machine that is taken instead of the tool; `undefined` where the tool is built. */
export function systemProgram(tool: Tool): string | undefined {
  return tool.systemProgram === undefined
    ? undefined
    : findProgram(tool.systemProgram);
}

/**
 * Folder of a built tool, with `bin` and, where it has some, `crds` and `config`.
 * @throws Problem when there is no such tool
 */
export function toolFolder(context: ToolContext, toolName: string): string {
  return builtFolder(context, findTool(toolName));
}

/**
 * Path of a program of a tool, e.g. `toolProgram(context, 'kube', 'kubectl')`.
 * @throws Problem when there is no such tool
 */
export function toolProgram(
  context: ToolContext,
  toolName: string,
  programName: string,
): string {
  const tool = findTool(toolName);
  return (
    systemProgram(tool) ?? join(builtFolder(context, tool), 'bin', programName)
  );
}
