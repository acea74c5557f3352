import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import type { ComponentContext, Workload } from './component.ts';
import { estimateFor, readHistory, recordDuration } from './estimates.ts';
import type { StatusBoard } from './StatusBoard.ts';

const PROBE_EVERY_MS = 500;
const WATCH_EVERY_MS = 5_000;
const NUDGE_EVERY_MS = 20_000;

/** Tells the state of one thing that the cluster runs: waits until it is ready, then says when it is not any more. */
export class WorkloadRunner {
  readonly #workload: Workload;
  readonly #board: StatusBoard;
  #timer?: NodeJS.Timeout;
  #nudgedAt = 0;

  constructor(workload: Workload, board: StatusBoard) {
    this.#workload = workload;
    this.#board = board;
  }

  /** Resolves when it is ready. @throws Problem when it takes too long, saying what it waits for */
  async ensure(context: ComponentContext): Promise<void> {
    this.stop();
    const { name, title, readyWithinMs } = this.#workload;
    const startedAt = Date.now();
    this.#nudgedAt = startedAt;
    const { state } = this.#board.component(name);
    if (state !== 'healthy')
      this.#board.update(name, {
        state: 'starting',
        reason: undefined,
        problem: undefined,
        tookMs: undefined,
        url: this.#workload.url?.(context.instance),
        estimateMs: estimateFor(this.#workload, readHistory(context.cache)),
      });
    for (;;) {
      const reason = await this.#workload.unreadyReason(context);
      context.signal.throwIfAborted();
      if (reason === undefined) break;
      if (Date.now() - startedAt > readyWithinMs)
        throw new Problem(
          `${title} was not ready within ${readyWithinMs / 1000} s.`,
          [reason, 'To see its pods:  ./payday kubectl get pods -A'],
        );
      this.#board.update(name, { detail: reason });
      await this.#nudge(context);
      await delay(PROBE_EVERY_MS, undefined, { signal: context.signal });
    }
    const tookMs = Date.now() - startedAt;
    if (state !== 'healthy') recordDuration(context.cache, name, tookMs);
    this.#board.update(name, {
      state: 'healthy',
      reason: undefined,
      detail: undefined,
      ...(state === 'healthy' ? {} : { tookMs }),
    });
    this.#watch(context);
  }

  /** Starts it anew and waits until it is ready. @throws Problem when it does not come back */
  async restart(context: ComponentContext): Promise<void> {
    await this.#workload.restart(context);
    await this.ensure(context);
  }

  /** Watches it no longer. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #nudge(context: ComponentContext): Promise<void> {
    if (Date.now() - this.#nudgedAt < NUDGE_EVERY_MS) return;
    this.#nudgedAt = Date.now();
    // What it waits for is told all the same, and the next one tries again.
    await this.#workload.nudge?.(context).catch(() => undefined);
  }

  #watch(context: ComponentContext): void {
    const { name } = this.#workload;
    const timer = setInterval(async () => {
      const reason = await this.#workload.unreadyReason(context);
      if (this.#timer !== timer) return;
      await this.#nudge(context);
      const isKnown = this.#board.component(name).reason === reason;
      if (!isKnown)
        this.#board.update(name, {
          state: reason === undefined ? 'healthy' : 'degraded',
          reason,
        });
    }, WATCH_EVERY_MS);
    this.#timer = timer;
  }
}
