/** A bucket that fills at a steady rate and holds a burst. Pure: the caller says what time it is. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    now: number,
  ) {
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes one token. Gives 0, or the seconds until there is one. */
  take(now: number): number {
    this.#tokens = Math.min(this.burst, this.#tokens + (Math.max(0, now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
    if (this.#tokens < 1) return (1 - this.#tokens) / this.perSecond;
    this.#tokens -= 1;
    return 0;
  }

  /** Puts back one token that was taken. */
  giveBack(): void {
    this.#tokens = Math.min(this.burst, this.#tokens + 1);
  }
}
