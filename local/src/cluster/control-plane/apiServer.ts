import { toolProgram } from '../../tools/toolPaths.ts';
import {
  CLUSTER_DOMAIN,
  INSIDE_PORTS,
  NODE_ADDRESS,
  SERVICE_SUBNET,
} from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';

/** The Kubernetes API. Reached from pods at the node's address, from the host through the uplink. */
export const apiServer = clusterProcess({
  name: 'api-server',
  title: 'Kubernetes API',
  dependsOn: ['certificates', 'etcd'],
  readyWithinMs: 120_000,
  program: context => ({
    file: toolProgram(context, 'kube', 'kube-apiserver'),
    args: [
      '--etcd-servers=http://127.0.0.1:2379',
      '--bind-address=0.0.0.0',
      `--advertise-address=${NODE_ADDRESS}`,
      `--secure-port=${INSIDE_PORTS.kubernetesApi}`,
      `--service-cluster-ip-range=${SERVICE_SUBNET}`,
      `--client-ca-file=${INSIDE.pki}/ca.crt`,
      `--tls-cert-file=${INSIDE.pki}/apiserver.crt`,
      `--tls-private-key-file=${INSIDE.pki}/apiserver.key`,
      `--kubelet-client-certificate=${INSIDE.pki}/apiserver-kubelet-client.crt`,
      `--kubelet-client-key=${INSIDE.pki}/apiserver-kubelet-client.key`,
      '--kubelet-preferred-address-types=InternalIP',
      `--service-account-issuer=https://kubernetes.default.svc.${CLUSTER_DOMAIN}`,
      `--service-account-key-file=${INSIDE.pki}/sa.pub`,
      `--service-account-signing-key-file=${INSIDE.pki}/sa.key`,
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=NodeRestriction',
      '--allow-privileged',
      `--requestheader-client-ca-file=${INSIDE.pki}/front-proxy-ca.crt`,
      '--requestheader-allowed-names=front-proxy-client',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      `--proxy-client-cert-file=${INSIDE.pki}/front-proxy-client.crt`,
      `--proxy-client-key-file=${INSIDE.pki}/front-proxy-client.key`,
      '--enable-aggregator-routing=true',
      '--profiling=false',
      // One person's cluster: the defaults keep more of every kind in memory.
      '--default-watch-cache-size=50',
      '--event-ttl=2h',
      '--goaway-chance=0',
    ],
  }),
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.kubernetesApi, '/readyz', 'https'),
});
