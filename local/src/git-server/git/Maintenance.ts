import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { gitEnvironment } from './gitEnvironment.ts';

const BETWEEN_RUNS_MS = 600_000;

/**
 * Packs repositories together after pushes, one at a time and niced. Git's own way would start it inside a push and
 * leave it behind when the client goes.
 */
export class Maintenance {
  readonly #log: (line: string) => void;
  readonly #lastRun = new Map<string, number>();
  #running: ChildProcess | undefined;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** Says that a repository grew. Does nothing when it was seen to lately, or another is being seen to. */
  consider(bareFolder: string, now: number = Date.now()): void {
    const last = this.#lastRun.get(bareFolder) ?? -Infinity;
    if (this.#running || now - last < BETWEEN_RUNS_MS) return;
    this.#lastRun.set(bareFolder, now);
    const child = spawn(
      'git',
      [`--git-dir=${bareFolder}`, 'gc', '--auto', '--quiet'],
      { env: gitEnvironment(), stdio: 'ignore', detached: true },
    );
    this.#running = child;
    child.once('error', error => this.#log(`git gc: ${error.message}`));
    child.once('exit', code => {
      if (code) this.#log(`git gc of ${bareFolder} ended with ${code}`);
    });
    child.once('close', () => {
      this.#running = undefined;
    });
    try {
      if (child.pid) setPriority(child.pid, 10);
    } catch {
      // Not every sandbox allows it.
    }
  }

  /** Ends what runs; git leaves the repository as it was. */
  async close(): Promise<void> {
    const child = this.#running;
    if (!child?.pid) return;
    const closed = once(child, 'close');
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It ended by itself.
    }
    await closed;
  }
}
