import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's libfaketime, for any architecture. */
const LIBRARY = '/usr/lib/*/faketime/libfaketime.so.1';

/**
 * A clock that can be set while its process runs. Only what a process takes for the date is wrong: its timers go on,
 * as they do when an operator or NTP sets a machine's clock.
 */
export class WrongClock {
  readonly #library: string;
  readonly #folder: string;

  private constructor(library: string) {
    this.#library = library;
    this.#folder = mkdtempSync(join(tmpdir(), 'payments-clock-'));
    this.set(0);
  }

  /** Nothing where the library is not installed. */
  static find(): WrongClock | undefined {
    const [library] = globSync(LIBRARY);
    return library === undefined ? undefined : new WrongClock(library);
  }

  /** What a process needs to be under it. */
  get environment(): Record<string, string> {
    return {
      LD_PRELOAD: this.#library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_CACHE_DURATION: '1',
    };
  }

  /** Processes notice within a second. */
  set(seconds: number): void {
    writeFileSync(this.#file, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`);
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #file(): string {
    return join(this.#folder, 'offset');
  }
}
