import { asProblem } from '../problem.ts';
import type { ClusterState } from './clusterObjects.ts';
import { isolate } from './isolate.ts';
import { renderNftables } from './renderNftables.ts';

/** What a controller works with. */
export interface NetworkPolicyControllerOptions {
  /** The state of the cluster; `undefined` while it is not complete. */
  state(): ClusterState | undefined;
  /** Puts a ruleset in force. Throws when the earlier one stays. */
  apply(script: string): Promise<void>;
  /** IPv4 block of all pods. */
  podSubnet: string;
  /** Gets one line for each ruleset that was put in force or refused. */
  log(line: string): void;
  /** Changes within this time go into one ruleset; 50 ms unless said. */
  gatherForMs?: number;
  /** First wait before a refused ruleset is tried again, 1 s unless said; doubles up to 30 s. */
  retryAfterMs?: number;
}

const LONGEST_RETRY_MS = 30_000;

/**
 * Keeps the kernel's rules in step with the cluster: after a change it renders all rules and applies them when their
 * text is another. A refused ruleset leaves the earlier one in force and is tried again.
 */
export class NetworkPolicyController {
  readonly #options: NetworkPolicyControllerOptions;
  #applied: string | undefined;
  #failure: string | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #isWorking = false;
  #hasChanged = false;
  #isStopped = false;

  constructor(options: NetworkPolicyControllerOptions) {
    this.#options = options;
  }

  /** To be called after each change of the cluster's state. Cheap. */
  changed(): void {
    this.#hasChanged = true;
    // A change does not wait for the retry of what failed before it.
    if (this.#failures > 0) this.#cancelTimer();
    this.#schedule(this.#options.gatherForMs ?? 50);
  }

  /** Why the rules in force are not those of the cluster's policies; `undefined` when they are. */
  problem(): string | undefined {
    if (this.#failure) return this.#failure;
    return this.#applied === undefined
      ? 'no rules are in force yet'
      : undefined;
  }

  /** No further ruleset is applied; the one in force stays. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  #schedule(afterMs: number): void {
    if (this.#isStopped || this.#isWorking || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#work();
    }, afterMs);
  }

  #cancelTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    this.#hasChanged = false;
    try {
      await this.#bringInForce();
      this.#failure = undefined;
      this.#failures = 0;
    } catch (error) {
      const { what, next } = asProblem(error);
      this.#failure = [what, ...next].join('\n');
      this.#failures += 1;
      this.#options.log(this.#failure);
    }
    this.#isWorking = false;
    const { gatherForMs = 50, retryAfterMs = 1_000 } = this.#options;
    if (this.#hasChanged) this.#schedule(gatherForMs);
    else if (this.#failures > 0)
      this.#schedule(
        Math.min(retryAfterMs * 2 ** (this.#failures - 1), LONGEST_RETRY_MS),
      );
  }

  async #bringInForce(): Promise<void> {
    const state = this.#options.state();
    if (!state) return;
    const isolation = isolate(state);
    const script = renderNftables(isolation, this.#options.podSubnet);
    if (script === this.#applied) return;
    const begin = performance.now();
    await this.#options.apply(script);
    this.#applied = script;
    this.#options.log(
      `${state.policies.length} policies isolate ${
        isolation.pods.length
      } pods; in force after ${Math.round(performance.now() - begin)} ms`,
    );
  }
}
