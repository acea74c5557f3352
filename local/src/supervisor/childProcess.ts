import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import {
  COMPONENT_MARK,
  SUPERVISOR_MARK,
} from '../processes/markedProcesses.ts';
import { findProcess, type ProcessId } from '../processes/processTable.ts';
import type { Command } from './component.ts';
import { logSize, logTail, openLog } from './logFile.ts';

/** How a program ended: its code, or the signal that ended it. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A program that was started in a session of its own with its output in a log file. */
export interface Child {
  id: ProcessId;
  /** Resolves when it ended; never rejects. */
  exited: Promise<Exit>;
  /** Size of the log before its first line. */
  logStart: number;
}

/** A program that ended with a failure. `tail` is the end of its own output. */
export class CommandFailed extends Error {
  readonly tail: string;
  readonly logFile: string;

  constructor(message: string, logFile: string, logStart: number) {
    super(message);
    this.name = 'CommandFailed';
    this.logFile = logFile;
    this.tail = logTail(logFile, 65_536, logStart);
  }
}

/** "exit code 1" or "signal SIGKILL". */
export function describeExit(exit: Exit): string {
  return exit.signal ? `signal ${exit.signal}` : `exit code ${exit.code}`;
}

/**
 * Starts a program that outlives its starter's terminal. Output goes straight to the file, so it needs nobody to read it.
 * @throws CommandFailed when it cannot be started at all
 */
export async function startChild(
  command: Command,
  logFile: string,
  runFolder: string,
): Promise<Child> {
  const logStart = logSize(logFile);
  const log = openLog(logFile);
  const { [SUPERVISOR_MARK]: _, ...inherited } = process.env;
  const env = { ...inherited, ...command.env, [COMPONENT_MARK]: runFolder };
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = new Promise<Exit>(resolve => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', error =>
      reject(
        new CommandFailed(
          `${command.file} cannot be started: ${error.message}`,
          logFile,
          logStart,
        ),
      ),
    );
  });
  const pid = child.pid ?? 0;
  return {
    id: { pid, started: findProcess(pid)?.started ?? 'ended' },
    exited,
    logStart,
  };
}
