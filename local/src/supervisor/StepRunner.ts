import { endProcessTree } from '../processes/processTree.ts';
import { CommandFailed, describeExit, startChild } from './childProcess.ts';
import type { Command, ComponentContext, Step } from './component.ts';
import { estimateFor, readHistory, recordDuration } from './estimates.ts';
import { logTail } from './logFile.ts';
import type { StatusBoard } from './StatusBoard.ts';

const DETAIL_EVERY_MS = 1_000;

/** Runs a program for a component until it ends, recorded on the board meanwhile. */
export async function runRecorded(
  name: string,
  command: Command,
  context: Pick<ComponentContext, 'logFile' | 'signal' | 'instance'>,
  board: StatusBoard,
): Promise<void> {
  context.signal.throwIfAborted();
  const child = await startChild(
    command,
    context.logFile,
    context.instance.runFolder,
  );
  board.update(name, { process: child.id });
  const detail = setInterval(() => {
    const line = logTail(context.logFile, 2_048, child.logStart)
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1);
    board.update(name, { detail: line?.trim().slice(0, 120) });
  }, DETAIL_EVERY_MS);
  const end = () => void endProcessTree(child.id);
  context.signal.addEventListener('abort', end, { once: true });
  const exit = await child.exited;
  clearInterval(detail);
  context.signal.removeEventListener('abort', end);
  // What it left in the background goes with it.
  await endProcessTree(child.id);
  board.update(name, { process: undefined, detail: undefined });
  context.signal.throwIfAborted();
  if (exit.code === 0) return;
  const program = [command.file, ...command.args].join(' ');
  throw new CommandFailed(
    `${program} ended with ${describeExit(exit)}`,
    context.logFile,
    child.logStart,
  );
}

/** Makes a step's result be there, doing the work only when it is not. Rejects with what the step threw. */
export async function ensureStep(
  step: Step,
  context: ComponentContext,
  board: StatusBoard,
): Promise<void> {
  const settled = { reason: undefined, detail: undefined, problem: undefined };
  if (await step.isDone(context)) {
    board.update(step.name, { ...settled, state: 'healthy' });
    return;
  }
  const startedAt = Date.now();
  board.update(step.name, {
    ...settled,
    state: 'building',
    tookMs: undefined,
    estimateMs: estimateFor(step, readHistory(context.cache)),
  });
  await step.run(context);
  const tookMs = Date.now() - startedAt;
  recordDuration(context.cache, step.name, tookMs);
  board.update(step.name, { ...settled, state: 'healthy', tookMs });
}
