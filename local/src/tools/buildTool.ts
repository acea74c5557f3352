import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '../problem.ts';
import { formatBytes, freeBytes } from '../system/diskSpace.ts';
import type { BuildContext } from './buildContext.ts';
import { withBuildLock } from './buildLock.ts';
import { checkPrograms } from './checkPrograms.ts';
import { compileTool } from './compileTool.ts';
import { goProblem } from './goProblem.ts';
import { makeTemporaryFolder, removeLeftovers } from './temporaryFolder.ts';
import type { Tool } from './tool.ts';
import {
  isIntact,
  looksIntact,
  readContents,
  writeManifest,
} from './toolManifest.ts';
import {
  builtFolder,
  systemProgram,
  toolHash,
  type ToolContext,
} from './toolPaths.ts';

/** Compiling the largest tool leaves this much behind in Go's cache. */
const NEEDED_BYTES = 2 * 1024 ** 3;

/** True when a tool can be used; a few milliseconds, since it does not read the programs. */
export async function isToolBuilt(
  context: ToolContext,
  tool: Tool,
): Promise<boolean> {
  return (
    systemProgram(tool) !== undefined || looksIntact(builtFolder(context, tool))
  );
}

/**
 * Makes a tool be there, whole: builds it when it is missing or not what its manifest says. Another process that builds
 * the same one is waited for. What is in the cache under its final name has started at least once; an interrupted build
 * leaves a temporary folder at most, which the next build removes.
 * @throws Problem saying what stopped it, or the signal's reason when it was aborted
 */
export async function buildTool(
  tool: Tool,
  context: BuildContext,
): Promise<void> {
  if (systemProgram(tool)) return;
  const lock = { cache: context.cache, name: tool.name };
  const onWait = () =>
    context.report('waits for another Payday that builds it');
  await withBuildLock(lock, { ...context, onWait }, async () => {
    if (await isWholeAfterAll(tool, context)) return;
    await removeLeftovers(context);
    const temporary = await makeTemporaryFolder(context, tool.name);
    try {
      await build(tool, temporary, context);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  });
}

/** Reads every byte; where only times differ, e.g. after the cache was copied, the manifest gets the new ones. */
async function isWholeAfterAll(
  tool: Tool,
  context: BuildContext,
): Promise<boolean> {
  const folder = builtFolder(context, tool);
  if (!(await isIntact(folder))) return false;
  if (!(await looksIntact(folder)))
    await writeFacts(tool, toolHash(context, tool), folder);
  return true;
}

async function build(
  tool: Tool,
  temporary: string,
  context: BuildContext,
): Promise<void> {
  const target = join(temporary, 'tool');
  const hash = toolHash(context, tool);
  const place = builtFolder(context, tool);
  await mkdir(dirname(context.logFile), { recursive: true });
  await mkdir(target);
  try {
    checkDisk(tool, context);
    await compileTool(tool, { temporary, target }, context);
    context.report('starting it once');
    await checkPrograms(tool, target, temporary, context.signal);
    await writeFacts(tool, hash, target);
    if (toolHash(context, tool) !== hash)
      throw new Error('Its sources changed while it was built.');
    await putInPlace(target, place, temporary);
  } catch (error) {
    context.signal.throwIfAborted();
    throw goProblem(`Building ${tool.title}`, error, context.logFile);
  }
}

async function writeFacts(
  tool: Tool,
  hash: string,
  folder: string,
): Promise<void> {
  writeManifest(folder, {
    tool: tool.name,
    hash,
    goVersion: tool.goVersion,
    ...(await readContents(folder)),
  });
}

/** A damaged one makes way first: a folder cannot be renamed onto another. */
async function putInPlace(
  finished: string,
  place: string,
  temporary: string,
): Promise<void> {
  if (existsSync(place)) await rename(place, join(temporary, 'damaged'));
  await rename(finished, place);
}

function checkDisk(tool: Tool, { cache }: ToolContext): void {
  const free = freeBytes(cache);
  if (free >= NEEDED_BYTES) return;
  throw new Problem(
    `Building ${tool.title} needs ${formatBytes(
      NEEDED_BYTES,
    )} of disk, and ${cache} has ${formatBytes(free)} left.`,
    [
      'To free what is no longer used:    ./payday tools prune',
      'To use another disk for the cache: PAYDAY_CACHE=/folder ./payday up',
    ],
  );
}
