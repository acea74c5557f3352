/** So many may be on their way at once; beyond that the target is too slow, and a turn is left out. */
const IN_FLIGHT = 50;

/**
 * Calls at a steady rate, whatever became of the calls before (an open model: a slow answer does not slow the traffic).
 * @param perSecond calls in a second; 0 never calls
 */
export class Pace {
  readonly #call: () => Promise<void>;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #running = new Set<Promise<void>>();
  #skipped = 0;

  constructor(perSecond: number, call: () => Promise<void>) {
    this.#call = call;
    if (perSecond > 0) this.#timer = setInterval(() => this.#turn(), 1_000 / perSecond);
  }

  /** Turns left out since the last time this was asked. */
  takeSkipped(): number {
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped;
  }

  /** No new calls; resolves when the running ones have ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#running);
  }

  #turn(): void {
    if (this.#running.size >= IN_FLIGHT) {
      this.#skipped += 1;
      return;
    }
    const running = this.#call().finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}
