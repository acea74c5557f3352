import { setTimeout as delay } from 'node:timers/promises';
import { assertPortFree } from '../processes/portProblem.ts';
import { endProcessTree } from '../processes/processTree.ts';
import { restartDelayMs } from './backOff.ts';
import {
  describeExit,
  startChild,
  type Child,
  type Exit,
} from './childProcess.ts';
import type { ComponentContext, Service } from './component.ts';
import { estimateFor, readHistory, recordDuration } from './estimates.ts';
import type { StatusBoard } from './StatusBoard.ts';
import { Stopped } from './Stopped.ts';
import { waitUntilReady } from './waitUntilReady.ts';
import { watchHealth } from './watchHealth.ts';

/** Keeps one service running: starts it, waits until it serves, watches it, starts it again when it ends. */
export class ServiceRunner {
  readonly #service: Service;
  readonly #board: StatusBoard;
  #child?: Child;
  /** Counts up with every end or replacement, so that a start that was overtaken notices it. */
  #generation = 0;
  #fingerprint?: string;
  #endedAtMs: number[] = [];
  #pendingRestart?: AbortController;
  #endWatch: () => void = () => undefined;

  constructor(service: Service, board: StatusBoard) {
    this.#service = service;
    this.#board = board;
  }

  /** Resolves when the service serves with its current inputs. @throws Problem when it cannot be started */
  async ensure(context: ComponentContext): Promise<void> {
    const fingerprint = await this.#service.fingerprint(context);
    const { state } = this.#board.component(this.#service.name);
    const isCurrent = fingerprint === this.#fingerprint;
    if (this.#child && state === 'healthy' && isCurrent) return;
    await this.#endChild();
    this.#endedAtMs = [];
    this.#fingerprint = fingerprint;
    await this.#start(context);
  }

  /** Ends the service and all it started; it stays stopped until `ensure`. */
  async stop(context: Pick<ComponentContext, 'instance'>): Promise<void> {
    await this.#endChild();
    await this.#service.afterEnd?.(context);
    this.#markStopped();
  }

  /** Ends the service and starts it again, whatever its state. @throws Problem when it cannot be started */
  async restart(context: ComponentContext): Promise<void> {
    await this.#endChild();
    this.#endedAtMs = [];
    this.#fingerprint = await this.#service.fingerprint(context);
    await this.#start(context);
  }

  /** Watches it no longer and does not start it again, because what it ends with is about to end. */
  abandon(): void {
    this.#forgetChild();
    this.#markStopped();
  }

  #markStopped(): void {
    this.#board.update(this.#service.name, {
      state: 'stopped',
      reason: undefined,
      detail: undefined,
      process: undefined,
    });
  }

  async #endChild(): Promise<void> {
    const child = this.#forgetChild();
    if (child) await endProcessTree(child.id, this.#service.stopWithinMs);
    this.#board.update(this.#service.name, { process: undefined });
  }

  #forgetChild(): Child | undefined {
    this.#generation += 1;
    this.#pendingRestart?.abort();
    this.#endWatch();
    const child = this.#child;
    this.#child = undefined;
    return child;
  }

  async #start(context: ComponentContext): Promise<void> {
    const { name } = this.#service;
    const generation = this.#generation;
    const assertCurrent = () => {
      if (context.signal.aborted || generation !== this.#generation)
        throw new Stopped();
    };
    const startedAt = Date.now();
    this.#board.update(name, {
      state: 'starting',
      reason: undefined,
      problem: undefined,
      detail: undefined,
      tookMs: undefined,
      url: this.#service.url?.(context.instance),
      estimateMs: estimateFor(this.#service, readHistory(context.cache)),
    });
    const child = await this.#startChild(context, assertCurrent);
    this.#child = child;
    this.#board.update(name, { process: child.id });
    try {
      await waitUntilReady(this.#service, child, context, assertCurrent);
    } catch (error) {
      if (generation === this.#generation) await this.#endChild();
      throw error;
    }
    const tookMs = Date.now() - startedAt;
    recordDuration(context.cache, name, tookMs);
    this.#board.update(name, { state: 'healthy', reason: undefined, tookMs });
    this.#endWatch = watchHealth(this.#service, context, this.#board);
    void child.exited.then(exit => this.#onEnd(child, exit, context));
  }

  async #startChild(
    context: ComponentContext,
    assertCurrent: () => void,
  ): Promise<Child> {
    await this.#service.validate?.(context);
    for (const port of this.#service.ports(context.instance))
      await assertPortFree(port, context.instance);
    const command = await this.#service.command(context);
    assertCurrent();
    const { runFolder } = context.instance;
    const child = await startChild(command, context.logFile, runFolder);
    try {
      assertCurrent();
    } catch (error) {
      await endProcessTree(child.id);
      throw error;
    }
    return child;
  }

  async #onEnd(
    child: Child,
    exit: Exit,
    context: ComponentContext,
  ): Promise<void> {
    if (this.#child !== child) return;
    await this.#endChild();
    const why = `${this.#service.title} ended (${describeExit(exit)})`;
    await this.#startAgain(why, context);
  }

  async #startAgain(why: string, context: ComponentContext): Promise<void> {
    const { name, restart } = this.#service;
    const now = Date.now();
    this.#endedAtMs.push(now);
    const waitMs = restartDelayMs(this.#endedAtMs, restart, now);
    if (waitMs === undefined) {
      const minutes = restart.withinMs / 60_000;
      const reason = `${why}, ${
        restart.maxRestarts + 1
      } times within ${minutes} min.`;
      this.#board.update(name, { state: 'failed', reason });
      return;
    }
    this.#board.update(name, {
      state: 'degraded',
      reason: `${why}; it is started again in ${waitMs / 1000} s.`,
      restarts: this.#board.component(name).restarts + 1,
    });
    try {
      await this.#pause(waitMs);
      await this.#start(context);
    } catch (error) {
      if (error instanceof Stopped || context.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      await this.#startAgain(message.replace(/\.$/, ''), context);
    }
  }

  /** @throws Stopped when it was cut short because the restart is not wanted any more */
  async #pause(waitMs: number): Promise<void> {
    const pending = new AbortController();
    this.#pendingRestart = pending;
    await delay(waitMs, undefined, { signal: pending.signal }).catch(() => {
      throw new Stopped();
    });
  }
}
