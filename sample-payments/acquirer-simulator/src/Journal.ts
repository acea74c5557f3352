import { closeSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { fdatasync, write } from 'node:fs';
import { promisify } from 'node:util';
import type { Entry } from './operations.ts';

const writeTo = promisify(write) as (descriptor: number, text: string) => Promise<unknown>;
const sync = promisify(fdatasync);

/**
 * The append-only file of everything decided. An entry is on disk before its caller hears of it; entries that arrive
 * while a sync runs share the next one.
 */
export class Journal {
  readonly file: string;
  readonly #descriptor: number;
  readonly #entries: Entry[];
  #waiting: { line: string; resolve: () => void; reject: (cause: unknown) => void }[] = [];
  #flushing: Promise<void> | undefined;

  private constructor(file: string, entries: Entry[]) {
    this.file = file;
    this.#entries = entries;
    this.#descriptor = openSync(file, 'a');
  }

  /** Opens the file, or makes it. A last line cut by a crash was never answered for, so it is cut off. */
  static open(file: string): Journal {
    closeSync(openSync(file, 'a'));
    const text = readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    const entries = whole
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Entry);
    return new Journal(file, entries);
  }

  /** Everything decided so far, oldest first, also what is still on its way to the disk. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Adds an entry at once in memory, so that nobody decides the same again; resolves when it is on disk. */
  append(entry: Entry): Promise<void> {
    this.#entries.push(entry);
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ line: `${JSON.stringify(entry)}\n`, resolve, reject });
    });
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    return written;
  }

  /** Waits for what is on its way and closes the file. */
  async close(): Promise<void> {
    await this.#flushing;
    closeSync(this.#descriptor);
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await writeTo(this.#descriptor, batch.map(({ line }) => line).join(''));
        await sync(this.#descriptor);
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
  }
}
