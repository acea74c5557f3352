/** More wait than are let in. */
export class Busy extends Error {
  override name = 'Busy';
}

/** Lets a few in at a time and has a few more wait, in the order they came. */
export class Slots {
  readonly #limit: number;
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(limit: number, maxWaiting: number) {
    this.#limit = limit;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Waits for a slot.
   * @param signal gives up the place in the queue; the promise then rejects with its reason
   * @returns what gives the slot back; call it once
   * @throws Busy at once when too many wait already
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#taken < this.#limit) this.#taken += 1;
    else if (this.#waiting.length < this.#maxWaiting) await this.#queue(signal);
    else throw new Busy('too many requests wait already');
    return () => this.#giveBack();
  }

  #queue(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(enter);
    });
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken -= 1;
  }
}
