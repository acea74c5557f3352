import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { kubernetesClusterSupplierExtensionPoint } from '@backstage/plugin-kubernetes-node';
import { KubeconfigFile } from '@payday/plugin-cluster-watch-node';
import { KubeconfigClusterSupplier } from './KubeconfigClusterSupplier';

/**
 * Lets the Kubernetes plugin see the cluster of `payday.kubeconfigFile`. Where no such file is configured, as on a
 * server, the clusters are those of `kubernetes.clusterLocatorMethods`.
 */
export const kubernetesModulePayday = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'payday',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        clusters: kubernetesClusterSupplierExtensionPoint,
      },
      async init({ config, logger, clusters }) {
        const path = config.getOptionalString('payday.kubeconfigFile');
        if (path === undefined) return;
        clusters.addClusterSupplier(
          new KubeconfigClusterSupplier({
            kubeconfig: new KubeconfigFile(path),
            name: config.getOptionalString('payday.clusterName') ?? 'payday',
            logger,
          }),
        );
      },
    });
  },
});
