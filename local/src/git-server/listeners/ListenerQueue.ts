import { setTimeout as delay } from 'node:timers/promises';
import type { DeliveryRequest } from './deliveryRequest.ts';
import type { PushEvent } from './pushEvent.ts';

/** How long a listener is tried. */
export interface DeliveryTiming {
  /** From the push to giving up; every event gets one try at least. */
  giveUpAfterMs: number;
  attemptTimeoutMs: number;
  /** Wait after the first failure; doubles with each further one. */
  firstDelayMs: number;
  maxDelayMs: number;
}

/** Outlasts the start or restart of a listener. */
export const deliveryTiming: DeliveryTiming = {
  giveUpAfterMs: 120_000,
  attemptTimeoutMs: 5_000,
  firstDelayMs: 200,
  maxDelayMs: 5_000,
};

const LONGEST_QUEUE = 1_000;

/** Tells one listener of pushes, in their order and one by one, without holding up anybody. */
export class ListenerQueue {
  readonly #url: string;
  readonly #requestFor: (event: PushEvent) => Promise<DeliveryRequest>;
  readonly #timing: DeliveryTiming;
  readonly #log: (line: string) => void;
  readonly #closing = new AbortController();
  readonly #pending: { event: PushEvent; giveUpAt: number }[] = [];
  #isRunning = false;

  constructor(
    url: string,
    requestFor: (event: PushEvent) => Promise<DeliveryRequest>,
    log: (line: string) => void,
    timing: DeliveryTiming = deliveryTiming,
  ) {
    this.#url = url;
    this.#requestFor = requestFor;
    this.#log = log;
    this.#timing = timing;
  }

  /** Returns at once. */
  add(event: PushEvent): void {
    if (this.#closing.signal.aborted) return;
    if (this.#pending.length >= LONGEST_QUEUE) {
      const dropped = this.#pending.shift();
      if (dropped) this.#gaveUp(dropped.event, 'too many wait');
    }
    const giveUpAt = Date.now() + this.#timing.giveUpAfterMs;
    this.#pending.push({ event, giveUpAt });
    if (!this.#isRunning) void this.#run();
  }

  /** Tells nobody anything any more. */
  close(): void {
    this.#closing.abort();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (;;) {
      const next = this.#pending.shift();
      if (next === undefined) break;
      await this.#deliver(next.event, next.giveUpAt);
    }
    this.#isRunning = false;
  }

  async #deliver(event: PushEvent, giveUpAt: number): Promise<void> {
    let delayMs = this.#timing.firstDelayMs;
    for (;;) {
      const failure = await this.#attempt(event);
      if (failure === undefined) return;
      if (this.#closing.signal.aborted || Date.now() + delayMs > giveUpAt)
        return this.#gaveUp(event, failure);
      await delay(delayMs, undefined, { signal: this.#closing.signal }).catch(
        () => {},
      );
      delayMs = Math.min(delayMs * 2, this.#timing.maxDelayMs);
    }
  }

  /** @returns why it failed */
  async #attempt(event: PushEvent): Promise<string | undefined> {
    try {
      const response = await fetch(this.#url, {
        ...(await this.#requestFor(event)),
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([
          this.#closing.signal,
          AbortSignal.timeout(this.#timing.attemptTimeoutMs),
        ]),
      });
      await response.body?.cancel();
      return response.ok ? undefined : `it answered ${response.status}`;
    } catch (error) {
      const { message, cause } = error as Error;
      return cause instanceof Error ? `${message}: ${cause.message}` : message;
    }
  }

  #gaveUp({ repository, ref, after }: PushEvent, why: string): void {
    this.#log(
      `gave up telling ${
        this.#url
      } that ${ref} of ${repository} is at ${after}: ${why}`,
    );
  }
}
