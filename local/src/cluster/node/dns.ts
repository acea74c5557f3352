import { toolProgram } from '../../tools/toolPaths.ts';
import {
  CLUSTER_DOMAIN,
  GIT_NAME,
  INSIDE_PORTS,
  NODE_ADDRESS,
  PORTAL_NAME,
  REGISTRY_NAME,
} from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';
import { requireUplink } from '../namespaces/uplink.ts';

/** Names of Services, and of what runs beside the cluster. */
export const dns = clusterProcess({
  name: 'dns',
  title: 'DNS',
  dependsOn: ['tool-coredns', 'api-server', 'cluster-access'],
  program: context => ({
    file: toolProgram(context, 'coredns', 'coredns'),
    args: ['-conf', `${INSIDE.configuration}/Corefile`],
  }),
  configuration: ({ instance }) => ({
    Corefile: corefile(requireUplink(instance).hostAddress),
  }),
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.dnsHealth, '/ready'),
});

/** @param portalAddress where pods reach the portal */
export function corefile(portalAddress: string): string {
  return `.:53 {
    bind ${NODE_ADDRESS}
    errors
    ready 0.0.0.0:${INSIDE_PORTS.dnsHealth}
    hosts {
        ${NODE_ADDRESS} ${REGISTRY_NAME} ${GIT_NAME}
        ${portalAddress} ${PORTAL_NAME}
        fallthrough
    }
    kubernetes ${CLUSTER_DOMAIN} in-addr.arpa ip6.arpa {
        kubeconfig ${INSIDE.kubeconfigs}/dns.conf
        pods insecure
        ttl 5
    }
    cache 10
}
`;
}
