import type { Command } from '../supervisor/component.ts';
import type { ToolContext } from './toolPaths.ts';

/** What building a tool needs from whoever asks for it: the supervisor or the terminal. */
export interface BuildContext extends ToolContext {
  /** Where it is told what was done. */
  logFile: string;
  /** Added to the priority of the compiler: 0 as everything else, 19 only when nothing else runs. */
  niceness: number;
  /** Aborted when the person wants it to stop. */
  signal: AbortSignal;
  /** Shows one short line. */
  report(detail: string): void;
  /** Runs a program to its end. @throws CommandFailed when it ends with another code than 0 */
  run(command: Command): Promise<void>;
}
