import {
  probeCluster,
  type KubeconfigFile,
} from '@payday/plugin-cluster-watch-node';
import type { ClusterConnection } from '@payday/plugin-platform-common';

/** Tells whether the portal's cluster answers, and since when it has been so. */
export class ConnectionMonitor {
  #last: ClusterConnection = { state: 'unknown' };

  /** @param kubeconfig how the portal reaches its cluster; absent = nobody asks */
  constructor(
    private readonly kubeconfig: Pick<KubeconfigFile, 'read'> | undefined,
    private readonly probe: typeof probeCluster = probeCluster,
  ) {}

  /** Asks once. Never rejects. */
  async check(): Promise<ClusterConnection> {
    const found = await this.kubeconfig?.read();
    if (found === undefined) return { state: 'unknown' };
    if (found.state === 'absent') return this.#become({ state: 'absent' });
    const reason =
      found.state === 'unusable'
        ? found.reason
        : await this.probe(found.access);
    const since = new Date().toISOString();
    return this.#become(
      reason === undefined
        ? { state: 'reachable', since }
        : { state: 'unreachable', since, reason },
    );
  }

  #become(now: ClusterConnection): ClusterConnection {
    if (
      'since' in now &&
      'since' in this.#last &&
      now.state === this.#last.state
    ) {
      this.#last = { ...now, since: this.#last.since };
    } else {
      this.#last = now;
    }
    return this.#last;
  }
}
