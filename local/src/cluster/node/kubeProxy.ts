import { stringify } from 'yaml';
import { toolProgram } from '../../tools/toolPaths.ts';
import { INSIDE_PORTS, NODE_NAME, POD_SUBNET } from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';

/** Makes Services reachable, by rules in the instance's network namespace. */
export const kubeProxy = clusterProcess({
  name: 'kube-proxy',
  title: 'Service proxy',
  dependsOn: ['api-server', 'cluster-access'],
  program: context => ({
    file: toolProgram(context, 'kube', 'kube-proxy'),
    args: [`--config=${INSIDE.configuration}/kube-proxy.yaml`],
  }),
  configuration: () => ({
    'kube-proxy.yaml': stringify({
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: 'iptables',
      clientConnection: { kubeconfig: `${INSIDE.kubeconfigs}/kube-proxy.conf` },
      clusterCIDR: POD_SUBNET,
      hostnameOverride: NODE_NAME,
      healthzBindAddress: `0.0.0.0:${INSIDE_PORTS.proxyHealth}`,
      metricsBindAddress: '127.0.0.1:10249',
      // The machine's connection tracking is its owner's.
      conntrack: { maxPerCore: 0, min: 0 },
      // A change of endpoints takes effect at once: a canary's traffic must not wait.
      iptables: { minSyncPeriod: '100ms', syncPeriod: '30s' },
    }),
  }),
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.proxyHealth, '/healthz'),
});
