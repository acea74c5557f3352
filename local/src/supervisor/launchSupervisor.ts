import { spawn } from 'node:child_process';
import { closeSync, mkdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandFor, type Instance } from '../instance.ts';
import { findMarked, SUPERVISOR_MARK } from '../processes/markedProcesses.ts';
import { endProcessTree } from '../processes/processTree.ts';
import { Problem } from '../problem.ts';
import { lastErrorLines } from './lastErrorLines.ts';
import { logFileOf, logSize, logTail, openLog } from './logFile.ts';
import { ALREADY_RUNNING } from './runSupervisor.ts';
import { connectAnswering } from './supervisorClient.ts';

const START_WITHIN_MS = 20_000;
const UNREACHABLE_AFTER_MS = 6_000;
const WHY: Record<string, string | undefined> = {
  ENOSPC: 'the disk is full',
  EACCES: 'this user may not write there',
  EROFS: 'its disk is read-only',
};

/**
 * Connects to the instance's supervisor, starting one when none answers. Two callers at once end up with the same one.
 * @param main the script of the supervisor process and its arguments
 * @throws Problem when it cannot be started
 */
export async function connectOrLaunch(
  instance: Instance,
  main: string[],
): Promise<Socket> {
  makeRunFolder(instance);
  const begin = Date.now();
  const logFile = logFileOf(instance, 'supervisor');
  const logStart = logSize(logFile);
  let starting: { exitCode?: number | null } | undefined;
  let hasEndedUnreachable = false;
  while (Date.now() - begin < START_WITHIN_MS) {
    const socket = await connectAnswering(instance.runFolder);
    if (socket) return socket;
    if (
      starting?.exitCode !== undefined &&
      starting.exitCode !== ALREADY_RUNNING
    )
      break;
    if (
      Date.now() - begin > UNREACHABLE_AFTER_MS &&
      !hasEndedUnreachable &&
      starting?.exitCode === ALREADY_RUNNING
    ) {
      // It holds the lock but its socket is gone, for instance because the run folder was deleted.
      hasEndedUnreachable = true;
      await Promise.all(
        findMarked(SUPERVISOR_MARK, instance.runFolder).map(id =>
          endProcessTree(id, 20_000),
        ),
      );
    }
    if (!starting || starting.exitCode === ALREADY_RUNNING)
      starting = launch(instance, main, logFile);
    await delay(50);
  }
  throw new Problem(
    'The background process of this instance could not be started.',
    [
      ...lastErrorLines(logTail(logFile, 16_384, logStart)),
      `Its log:          ${logFile}`,
      `To begin afresh:  ${commandFor(instance, 'down')}, then ${commandFor(
        instance,
        'up',
      )}`,
    ],
  );
}

/** The script of a supervisor and its arguments, for {@link connectOrLaunch}. */
export function supervisorMain(
  instance: Instance,
  purpose: 'use' | 'development',
): string[] {
  return [
    join(import.meta.dirname, 'main.ts'),
    instance.name,
    String(instance.portOffset),
    purpose,
  ];
}

function makeRunFolder(instance: Instance): void {
  try {
    mkdirSync(instance.logsFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why =
      WHY[(error as NodeJS.ErrnoException).code ?? ''] ?? String(error);
    throw new Problem(
      `The folder ${instance.runFolder} cannot be made: ${why}.`,
      ['Fix that, then:  ./payday up'],
      { cause: error },
    );
  }
}

function launch(
  instance: Instance,
  main: string[],
  logFile: string,
): { exitCode?: number | null } {
  const result: { exitCode?: number | null } = {};
  const log = openLog(logFile);
  const child = spawn(process.execPath, main, {
    cwd: instance.root,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, [SUPERVISOR_MARK]: instance.runFolder },
  });
  closeSync(log);
  child.once('exit', code => (result.exitCode = code));
  child.once('error', () => (result.exitCode = -1));
  child.unref();
  return result;
}
