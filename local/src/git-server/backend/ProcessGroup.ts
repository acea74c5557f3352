import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

const KILL_AFTER_MS = 2_000;

/** A program with all that it starts, ended together. */
export class ProcessGroup {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when the last of them ended; the code is the first one's, `null` when a signal ended it. */
  readonly closed: Promise<number | null>;
  #isClosed = false;
  #isEnding = false;

  /** @throws through `closed` never; a program that cannot be started closes with code `null` */
  constructor(program: string, env: Record<string, string>) {
    this.child = spawn(program, [], { env, stdio: 'pipe', detached: true });
    this.closed = new Promise(resolve => {
      this.child.once('error', () => resolve(null));
      // Comes when nobody holds the pipes any more, so after the last descendant.
      this.child.once('close', code => {
        this.#isClosed = true;
        resolve(code);
      });
    });
    // Whoever goes first breaks the other's pipe; the exit code says the rest.
    for (const stream of this.child.stdio) stream?.on('error', () => {});
  }

  /** Asks all to end, and kills those that have not within 2 s. */
  end(): void {
    if (this.#isClosed || this.#isEnding) return;
    this.#isEnding = true;
    this.#signal('SIGTERM');
    this.child.stdin.destroy();
    this.child.stdout.destroy();
    const timer = setTimeout(() => this.#signal('SIGKILL'), KILL_AFTER_MS);
    void this.closed.then(() => clearTimeout(timer));
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // All ended by themselves.
    }
  }
}
