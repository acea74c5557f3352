import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';

/**
 * How many requests of each API key run in this process. The pace alone does not bound them: a hundred slow ones a
 * second would take every connection of the pool from all other merchants.
 */
@Injectable()
export class InFlight {
  readonly #running = new Map<string, number>();
  readonly #most: number;

  constructor(@Inject(SETTINGS) settings: ApiSettings) {
    this.#most = settings.CONCURRENCY_PER_KEY;
  }

  /** Counts a request in and gives what counts it out, once; nothing when as many run as may. */
  enter(key: string): (() => void) | undefined {
    const running = this.#running.get(key) ?? 0;
    if (running >= this.#most) return undefined;
    this.#running.set(key, running + 1);
    let isIn = true;
    return () => {
      if (isIn) this.#leave(key);
      isIn = false;
    };
  }

  #leave(key: string): void {
    const left = (this.#running.get(key) ?? 1) - 1;
    if (left > 0) this.#running.set(key, left);
    else this.#running.delete(key);
  }
}
