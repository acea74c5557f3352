import { toolProgram } from '../../tools/toolPaths.ts';
import { INSIDE_PORTS, POD_SUBNET } from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';

const KUBECONFIG = `${INSIDE.kubeconfigs}/controller-manager.conf`;

/** Deployments, ReplicaSets, Jobs, autoscalers, garbage collection, service account tokens. */
export const controllerManager = clusterProcess({
  name: 'controller-manager',
  title: 'Controller manager',
  dependsOn: ['api-server'],
  program: context => ({
    file: toolProgram(context, 'kube', 'kube-controller-manager'),
    args: [
      `--kubeconfig=${KUBECONFIG}`,
      `--authentication-kubeconfig=${KUBECONFIG}`,
      `--authorization-kubeconfig=${KUBECONFIG}`,
      `--service-account-private-key-file=${INSIDE.pki}/sa.key`,
      `--root-ca-file=${INSIDE.pki}/ca.crt`,
      `--cluster-signing-cert-file=${INSIDE.pki}/ca.crt`,
      `--cluster-signing-key-file=${INSIDE.pki}/ca.key`,
      '--use-service-account-credentials',
      '--leader-elect=false',
      `--cluster-cidr=${POD_SUBNET}`,
      '--allocate-node-cidrs=false',
      '--profiling=false',
      // On one node, waiting for more pods of the same kind gains nothing.
      '--horizontal-pod-autoscaler-sync-period=5s',
      '--horizontal-pod-autoscaler-initial-readiness-delay=10s',
      '--horizontal-pod-autoscaler-cpu-initialization-period=30s',
    ],
  }),
  isReady: ({ instance }) =>
    answersInside(
      instance,
      INSIDE_PORTS.controllerManagerHealth,
      '/healthz',
      'https',
    ),
});
