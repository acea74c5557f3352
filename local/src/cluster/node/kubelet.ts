import { stringify } from 'yaml';
import { toolProgram } from '../../tools/toolPaths.ts';
import {
  CLUSTER_DOMAIN,
  INSIDE_PORTS,
  NODE_ADDRESS,
  NODE_NAME,
} from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';
import { cgroupName } from '../namespaces/cgroups.ts';

/** Runs the pods. */
export const kubelet = clusterProcess({
  name: 'kubelet',
  title: 'Kubelet',
  dependsOn: ['api-server', 'containerd', 'cluster-access', 'sandbox-image'],
  program: context => ({
    file: toolProgram(context, 'kube', 'kubelet'),
    args: [
      `--kubeconfig=${INSIDE.kubeconfigs}/kubelet.conf`,
      `--config=${INSIDE.configuration}/kubelet.yaml`,
      `--root-dir=${INSIDE.kubelet}`,
      `--cert-dir=${INSIDE.kubelet}/pki`,
      `--node-ip=${NODE_ADDRESS}`,
      `--hostname-override=${NODE_NAME}`,
    ],
  }),
  configuration: ({ instance }) => ({
    'kubelet.yaml': stringify({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: `${INSIDE.pki}/ca.crt` },
      },
      authorization: { mode: 'Webhook' },
      cgroupDriver: 'cgroupfs',
      cgroupRoot: `/${cgroupName(instance)}`,
      // Machines with control groups of version 1 are still common.
      failCgroupV1: false,
      clusterDNS: [NODE_ADDRESS],
      clusterDomain: CLUSTER_DOMAIN,
      containerRuntimeEndpoint: `unix://${INSIDE.containerdSocket}`,
      // A machine's swap and disk are its owner's: neither may keep the node from starting.
      failSwapOn: false,
      evictionHard: {
        'memory.available': '200Mi',
        'nodefs.available': '1%',
        'imagefs.available': '1%',
      },
      // An image that was collected could not be pulled again before it is built again.
      imageGCHighThresholdPercent: 100,
      imageGCLowThresholdPercent: 99,
      healthzBindAddress: '0.0.0.0',
      healthzPort: INSIDE_PORTS.kubeletHealth,
      oomScoreAdj: 0,
      resolvConf: `${INSIDE.configuration}/resolv.conf`,
      // Changes of mounted configuration and secrets reach pods within seconds.
      syncFrequency: '10s',
      nodeStatusUpdateFrequency: '10s',
      serializeImagePulls: false,
      maxPods: 200,
      shutdownGracePeriod: '0s',
      shutdownGracePeriodCriticalPods: '0s',
      volumePluginDir: `${INSIDE.kubelet}/volume-plugins`,
    }),
    // Pods with the policy Default use the cluster's own name service too: there is no other inside.
    'resolv.conf': `nameserver ${NODE_ADDRESS}\n`,
  }),
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.kubeletHealth, '/healthz'),
});
