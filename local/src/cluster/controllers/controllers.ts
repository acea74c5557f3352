import { join } from 'node:path';
import { hashFiles, listFiles } from '../../contentHash.ts';
import type { Service } from '../../supervisor/component.ts';
import { INSIDE_PORTS } from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';

const definition = clusterProcess({
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
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.controllersHealth, '/healthz'),
});

/**
 * What a cluster of one node lacks otherwise, in one process: it enforces NetworkPolicies with nftables (AKS has
 * Cilium) and makes persistent volumes (AKS has disks).
 */
export const controllers: Service = {
  ...definition,

  async fingerprint(context) {
    const { root } = context.instance;
    const sources = await Promise.all(
      [
        import.meta.dirname,
        join(import.meta.dirname, '..', '..', 'network-policy'),
      ].map(folder => listFiles(folder, path => !path.endsWith('.test.ts'))),
    );
    return hashFiles(sources.flat(), root, [
      await definition.fingerprint(context),
    ]);
  },
};
