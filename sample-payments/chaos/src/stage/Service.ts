import { setTimeout as sleep } from 'node:timers/promises';
import { ManagedProcess, type ProcessOptions } from '@payments/testing';

export interface ServiceOptions extends ProcessOptions {
  name: string;
  /** Where clients reach it. */
  url: string;
}

/** How long a process rests before it is started again after a start that failed. */
const REST_MS = 100;

/** One of our processes, brought back each time it is felled, as an orchestrator would. */
export class Service {
  readonly name: string;
  readonly url: string;
  readonly logFile: string;
  readonly #process: ManagedProcess;
  #reviving: Promise<void> | undefined;
  #isDone = false;

  constructor({ name, url, ...options }: ServiceOptions) {
    this.name = name;
    this.url = url;
    this.logFile = options.logFile;
    this.#process = new ManagedProcess(options);
  }

  async start(): Promise<void> {
    await this.#process.start();
  }

  /** Everything it wrote so far. */
  get log(): string {
    return this.#process.log;
  }

  /** True when it ended and nobody asked it to. */
  get hasFallen(): boolean {
    return !this.#isDone && this.#reviving === undefined && !this.#process.isRunning;
  }

  /** Sends a signal that ends it, and starts it again. Resolves with its exit code once it ended. */
  async fell(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (this.#reviving) return null;
    const ended = this.#process.stop(signal);
    this.#reviving = ended.then(() => this.#revive()).finally(() => (this.#reviving = undefined));
    return ended;
  }

  /** Stops its clock, so to say: it neither works nor answers, and its connections stay open. */
  pause(): void {
    this.#process.signal('SIGSTOP');
  }

  resume(): void {
    this.#process.signal('SIGCONT');
  }

  /** Waits until it is up again, also when it fell by itself. */
  async untilUp(): Promise<void> {
    if (this.hasFallen) this.#reviving = this.#revive().finally(() => (this.#reviving = undefined));
    await this.#reviving;
  }

  async dispose(): Promise<void> {
    this.#isDone = true;
    this.resume();
    await this.#process.stop('SIGKILL');
  }

  /** A start may fail while the database is away. */
  async #revive(): Promise<void> {
    while (!this.#isDone) {
      try {
        await this.#process.start();
        return;
      } catch {
        await sleep(REST_MS);
      }
    }
    await this.#process.stop('SIGKILL');
  }
}
