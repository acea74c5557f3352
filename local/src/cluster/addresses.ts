/**
 * Addresses inside an instance's network namespace. They are the same for every instance, since nothing of one
 * namespace is seen in another; only the pair of devices to the host differs (`namespaces/uplink.ts`).
 */
export const NODE_NAME = 'payday';

/** Where the node, and every process that pods reach on it, listens: an address of its own, whatever the uplink's. */
export const NODE_ADDRESS = '10.243.0.1';

/** Addresses of pods and of Services. */
export const POD_SUBNET = '10.244.0.0/24';
export const SERVICE_SUBNET = '10.96.0.0/16';

/** DNS suffix of the cluster. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** Names that processes on the node have for pods, for the container runtime and in image references. */
export const REGISTRY_NAME = 'registry.payday.internal';
export const GIT_NAME = 'git.payday.internal';
export const PORTAL_NAME = 'portal.payday.internal';

/** Ports of the node that the forwarders lead to, and at which processes are probed. */
export const INSIDE_PORTS = {
  kubernetesApi: 6443,
  registry: 5000,
  git: 3000,
  gateway: 30_080,
  argoCd: 30_081,
  prometheus: 30_090,
  etcdHealth: 2381,
  controllerManagerHealth: 10_257,
  schedulerHealth: 10_259,
  kubeletHealth: 10_248,
  proxyHealth: 10_256,
  dnsHealth: 8181,
  controllersHealth: 8182,
} as const;

/** The registry as every image reference names it. */
export const REGISTRY = `${REGISTRY_NAME}:${INSIDE_PORTS.registry}`;

/** Where pods reach the portal: the callback forwarder on the host's side of the uplink. */
export const CALLBACK_PORT = 7008;
