import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailed } from '../supervisor/childProcess.ts';
import { logSize, logTail } from '../supervisor/logFile.ts';
import type { BuildContext } from './buildContext.ts';

const TELL_EVERY_MS = 1_000;

/** A call of the `go` program for one build. */
export interface GoCall {
  /** Path of the `go` program. */
  program: string;
  args: string[];
  /** Folder of the module. */
  cwd: string;
  env: Record<string, string>;
  /** Temporary folder; the output is kept there. */
  folder: string;
  /** What to tell the person while it runs. @param errors what Go said on standard error so far */
  describe(errors: string): string;
}

/**
 * Runs `go` with the priority of the build, and tells once a second how far it is. Its own output, one line for each
 * package, reaches the log only when it failed.
 * @returns its standard output
 * @throws CommandFailed with what Go said
 */
export async function runGo(
  call: GoCall,
  context: BuildContext,
): Promise<string> {
  const [output, errors] = ['go.out', 'go.err'].map(name =>
    join(call.folder, name),
  );
  const go = [call.program, ...call.args];
  const stopTelling = tell(context, () => call.describe(readAll(errors)));
  try {
    await context.run({
      file: 'sh',
      args: [
        '-c',
        'out=$0 err=$1; shift; exec "$@" >"$out" 2>"$err"',
        ...[output, errors],
        ...['nice', '-n', String(context.niceness)],
        ...go,
      ],
      cwd: call.cwd,
      env: call.env,
    });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const logStart = logSize(context.logFile);
    appendFileSync(context.logFile, readAll(errors));
    throw new CommandFailed(
      `go ${call.args[0]} failed`,
      context.logFile,
      logStart,
    );
  } finally {
    stopTelling();
  }
  return readFile(output, 'utf8');
}

/**
 * Says what is done now, at once and then once a second: beside the component, and in the log, since the supervisor
 * shows the last line of a program's log.
 */
function tell(context: BuildContext, describe: () => string): () => void {
  let told = '';
  const say = () => {
    const text = describe();
    context.report(text);
    return text;
  };
  say();
  const timer = setInterval(() => {
    const text = say();
    if (text !== told) appendFileSync(context.logFile, `${text}\n`);
    told = text;
  }, TELL_EVERY_MS);
  return () => clearInterval(timer);
}

/** Go's output is a line for each package: some hundred kilobytes at most. */
const readAll = (path: string) => logTail(path, 4 * 1024 ** 2);
