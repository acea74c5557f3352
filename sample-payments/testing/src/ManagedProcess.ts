import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProcessOptions {
  command: string;
  arguments: string[];
  /** Added to this process' environment. */
  environment?: Record<string, string>;
  /** Gets both outputs, appended. */
  logFile: string;
  /** Asked every 50 ms until it is true. */
  isReady: () => Promise<boolean>;
  readyWithinMs?: number;
  user?: { uid: number; gid: number };
}

/** A child process with a log, a readiness check and signals. It is killed when this process exits. */
export class ManagedProcess {
  readonly #options: ProcessOptions;
  #child: ChildProcess | undefined;

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && !hasExited(this.#child);
  }

  /** Everything it wrote so far. */
  get log(): string {
    return readFileSync(this.#options.logFile, 'utf8');
  }

  /**
   * Starts it and waits until it is ready.
   * @throws Error with the end of its log when it exits or is not ready in time
   */
  async start(): Promise<this> {
    const { command, arguments: args, environment, logFile, user } = this.#options;
    // The file itself, not a pipe through this process, which would take processor time from what is measured.
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', log, log],
      ...user,
    });
    closeSync(log);
    this.#child = child;
    const killChild = () => child.kill('SIGKILL');
    process.once('exit', killChild);
    child.once('exit', () => process.off('exit', killChild));
    await this.#untilReady(child);
    return this;
  }

  /** Sends a signal; does nothing when it no longer runs. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Sends a signal and waits for the exit; kills it when that takes too long. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', withinMs = 15_000): Promise<number | null> {
    const child = this.#child;
    if (!child || hasExited(child)) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
    child.kill(signal);
    await exited;
    clearTimeout(timer);
    return child.exitCode;
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const { isReady, readyWithinMs = 60_000, command, arguments: args } = this.#options;
    const deadline = Date.now() + readyWithinMs;
    let failure: unknown;
    child.once('error', error => (failure = error));
    while (!(await isReady().catch(() => false))) {
      if (failure) throw new Error(`${command} could not be started.`, { cause: failure });
      const problem = hasExited(child) ? 'exited' : Date.now() > deadline ? 'was not ready in time' : undefined;
      if (problem) {
        child.kill('SIGKILL');
        throw new Error(`${command} ${args.join(' ')} ${problem}:\n${this.log.slice(-2_000)}`);
      }
      await sleep(50);
    }
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
