import { join } from 'node:path';
import { INSIDE_PORTS } from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';

/**
 * What a cluster of one node lacks otherwise, in one process: it enforces NetworkPolicies with nftables (AKS has
 * Cilium) and makes persistent volumes (AKS has disks).
 */
export const controllers = clusterProcess({
  name: 'controllers',
  title: 'Network policies and volumes',
  dependsOn: ['api-server', 'cluster-access'],
  program: ({ instance }) => ({
    file: process.execPath,
    args: [
      '--max-semi-space-size=2',
      '--max-old-space-size=128',
      join(instance.root, 'local', 'src', 'cluster', 'controllers', 'main.ts'),
    ],
    env: {
      NODE_ENV: 'production',
      KUBECONFIG: `${INSIDE.kubeconfigs}/controllers.conf`,
      PAYDAY_VOLUMES_FOLDER: INSIDE.volumes,
      PAYDAY_CONTROLLERS_PORT: String(INSIDE_PORTS.controllersHealth),
    },
  }),
  sourceFolders: [
    import.meta.dirname,
    join(import.meta.dirname, '..', '..', 'network-policy'),
  ],
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.controllersHealth, '/healthz'),
});
