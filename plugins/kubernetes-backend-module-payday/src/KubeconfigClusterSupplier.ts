import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_KUBERNETES_AUTH_PROVIDER,
  type CustomResourceMatcher,
} from '@backstage/plugin-kubernetes-common';
import type {
  ClusterDetails,
  KubernetesClustersSupplier,
} from '@backstage/plugin-kubernetes-node';
import type { KubeconfigFile } from '@payday/plugin-cluster-watch-node';

/** Rollouts own ReplicaSets and pods as Deployments do, but the plugin looks for them only when told. */
const customResources: CustomResourceMatcher[] = [
  { group: 'argoproj.io', apiVersion: 'v1alpha1', plural: 'rollouts' },
];

/** What the supplier needs. */
export interface KubeconfigClusterSupplierOptions {
  kubeconfig: Pick<KubeconfigFile, 'read'>;
  /** The cluster's name, as people see it. */
  name: string;
  logger: LoggerService;
}

/**
 * One cluster, as its kubeconfig describes it when asked: none while the file is absent, and with the new token and
 * certificates as soon as it was replaced.
 */
export class KubeconfigClusterSupplier implements KubernetesClustersSupplier {
  #lastWarning?: string;

  constructor(private readonly options: KubeconfigClusterSupplierOptions) {}

  async getClusters(): Promise<ClusterDetails[]> {
    const { kubeconfig, name } = this.options;
    const found = await kubeconfig.read();
    this.#warn(found.state === 'unusable' ? found.reason : undefined);
    if (found.state !== 'ready') return [];
    const { url, caData, token } = found.access;
    return [
      {
        name,
        url,
        caData,
        authMetadata: {
          [ANNOTATION_KUBERNETES_AUTH_PROVIDER]: 'serviceAccount',
          serviceAccountToken: token,
        },
        customResources,
      },
    ];
  }

  /** Every open page asks every ten seconds; the log hears of a problem once. */
  #warn(reason: string | undefined): void {
    if (reason !== undefined && reason !== this.#lastWarning) {
      this.options.logger.warn(reason);
    }
    this.#lastWarning = reason;
  }
}
