import { join } from 'node:path';
import {
  CommandFailed,
  describeExit,
  startChild,
} from '../supervisor/childProcess.ts';
import type { Command } from '../supervisor/component.ts';
import { endProcessTree } from '../processes/processTree.ts';
import type { BuildContext } from './buildContext.ts';
import type { Tool } from './tool.ts';

/** A build that a person asked for at the terminal, without a supervisor. */
export function terminalBuild(
  tool: Tool,
  options: Pick<BuildContext, 'cache' | 'niceness' | 'signal' | 'report'>,
): BuildContext {
  const logFile = join(options.cache, 'logs', `tool-${tool.name}.log`);
  const { signal, cache } = options;
  return {
    ...options,
    logFile,
    run: command => runToEnd(command, { logFile, signal, cache }),
  };
}

/** The child has a session of its own, so Ctrl-C reaches it only through the signal. */
async function runToEnd(
  command: Command,
  place: { logFile: string; signal: AbortSignal; cache: string },
): Promise<void> {
  const { logFile, signal, cache } = place;
  signal.throwIfAborted();
  const child = await startChild(command, logFile, cache);
  const end = () => void endProcessTree(child.id);
  signal.addEventListener('abort', end, { once: true });
  const exit = await child.exited;
  signal.removeEventListener('abort', end);
  await endProcessTree(child.id);
  signal.throwIfAborted();
  if (exit.code === 0) return;
  const program = [command.file, ...command.args].join(' ');
  throw new CommandFailed(
    `${program} ended with ${describeExit(exit)}`,
    logFile,
    child.logStart,
  );
}
