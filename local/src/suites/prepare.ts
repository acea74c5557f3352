import { join } from 'node:path';
import { cacheFolder } from '../cacheFolder.ts';
import { dependencies } from '../components/dependencies.ts';
import { frontend } from '../components/frontend.ts';
import { nativeSqlite } from '../components/nativeSqlite.ts';
import { systemPackages } from '../components/systemPackages.ts';
import { techdocs } from '../components/techdocs.ts';
import type { Instance } from '../instance.ts';
import { endProcessTree } from '../processes/processTree.ts';
import {
  CommandFailed,
  describeExit,
  startChild,
} from '../supervisor/childProcess.ts';
import type { Command, ComponentContext } from '../supervisor/component.ts';

/** What every suite needs: the same steps as in `payday up`, in an order in which each finds what it depends on. */
const STEPS = [systemPackages, dependencies, nativeSqlite, techdocs];

/**
 * What the portal needs besides. Built before any suite starts: backend tests load the built frontend when there is
 * one, and fail on half of one.
 */
const PORTAL_STEPS = [frontend];

/**
 * Makes sure that what the suites need is installed. Quick when it is.
 * @throws Problem when a step fails
 */
export async function prepare(
  instance: Instance,
  {
    needsPlatform,
    allowSystemPackages,
    signal,
    say,
  }: {
    needsPlatform: boolean;
    allowSystemPackages: boolean;
    signal: AbortSignal;
    say: (text: string) => void;
  },
): Promise<void> {
  const logFile = join(instance.root, '.payday', 'test', 'prepare.log');
  const context: ComponentContext = {
    instance,
    cache: cacheFolder(),
    allowSystemPackages,
    logFile,
    signal,
    report: () => {},
    run: command => runToItsEnd(command, instance, logFile, signal),
  };
  for (const step of needsPlatform ? [...STEPS, ...PORTAL_STEPS] : STEPS) {
    if (await step.isDone(context)) continue;
    say(`  ${step.title} …`);
    await step.run(context);
  }
}

async function runToItsEnd(
  command: Command,
  { runFolder }: Instance,
  logFile: string,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const child = await startChild(command, logFile, runFolder);
  const end = () => void endProcessTree(child.id);
  signal.addEventListener('abort', end, { once: true });
  const exit = await child.exited;
  signal.removeEventListener('abort', end);
  signal.throwIfAborted();
  if (exit.code !== 0) {
    throw new CommandFailed(
      `${command.file} ended with ${describeExit(exit)}`,
      logFile,
      child.logStart,
    );
  }
}
