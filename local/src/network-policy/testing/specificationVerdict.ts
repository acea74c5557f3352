import { BlockList } from 'node:net';
import type {
  ClusterState,
  PodFacts,
  PolicyFacts,
  PolicyPeer,
  PolicyPort,
} from '../clusterObjects.ts';
import { formatAddress } from '../addressRanges.ts';
import type { Labels, LabelSelector } from '../labelSelector.ts';
import { addressOf } from './clusterOf.ts';
import type { Attempt } from './policyCase.ts';

interface End {
  address: string;
  pod?: PodFacts;
}

/**
 * Whether a connection is allowed, by walking through the specification for this one connection. Slow, and shares no
 * code with what it is compared with. Knows nothing of pods that are just starting.
 */
export function specificationAllows(
  state: ClusterState,
  attempt: Omit<Attempt, 'isAllowed'>,
): boolean {
  const endAt = (address: string): End => ({
    address,
    pod: state.pods.find(
      pod =>
        pod.address !== undefined &&
        formatAddress(pod.address) === address &&
        !pod.isFinished &&
        !pod.isOnHostNetwork,
    ),
  });
  const from = endAt(addressOf(attempt.from));
  const to = endAt(addressOf(attempt.to));
  if (from.address === to.address || attempt.from === 'node') return true;

  const policiesOf = (pod: PodFacts | undefined, type: 'Ingress' | 'Egress') =>
    state.policies.filter(
      policy =>
        policy.namespace === pod?.namespace &&
        policy.policyTypes.includes(type) &&
        matches(policy.podSelector, pod.labels),
    );
  const isPeer = (policy: PolicyFacts, peers: PolicyPeer[], end: End) =>
    peers.length === 0 ||
    peers.some(peer => matchesPeer(state, policy.namespace, peer, end));
  const isPort = (ports: PolicyPort[]) =>
    ports.length === 0 ||
    ports.some(port => matchesPort(port, attempt, to.pod));

  const outgoing = policiesOf(from.pod, 'Egress');
  const incoming = policiesOf(to.pod, 'Ingress');
  const mayLeave = outgoing.some(policy =>
    policy.egress.some(
      rule => isPeer(policy, rule.peers, to) && isPort(rule.ports),
    ),
  );
  const mayEnter = incoming.some(policy =>
    policy.ingress.some(
      rule => isPeer(policy, rule.peers, from) && isPort(rule.ports),
    ),
  );
  return (
    (outgoing.length === 0 || mayLeave) && (incoming.length === 0 || mayEnter)
  );
}

function matchesPeer(
  state: ClusterState,
  policyNamespace: string,
  peer: PolicyPeer,
  { address, pod }: End,
): boolean {
  if (peer.ipBlock)
    return (
      isInBlock(address, peer.ipBlock.cidr) &&
      !peer.ipBlock.except.some(block => isInBlock(address, block))
    );
  if (!pod || (!peer.podSelector && !peer.namespaceSelector)) return false;
  if (peer.podSelector && !matches(peer.podSelector, pod.labels)) return false;
  if (!peer.namespaceSelector) return pod.namespace === policyNamespace;
  const namespace = state.namespaces.find(({ name }) => name === pod.namespace);
  return Boolean(
    namespace && matches(peer.namespaceSelector, namespace.labels),
  );
}

function matchesPort(
  { protocol, port, endPort }: PolicyPort,
  attempt: Omit<Attempt, 'isAllowed'>,
  destination: PodFacts | undefined,
): boolean {
  if (protocol !== attempt.protocol) return false;
  if (port === undefined || port === null) return true;
  if (typeof port === 'number')
    return attempt.port >= port && attempt.port <= (endPort ?? port);
  return Boolean(
    destination?.namedPorts.some(
      each =>
        each.name === port &&
        each.protocol === protocol &&
        each.port === attempt.port,
    ),
  );
}

function matches(selector: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels))
    if (labels[key] !== value) return false;
  for (const { key, operator, values } of selector.matchExpressions) {
    const isThere = key in labels;
    const isListed = isThere && values.includes(labels[key]);
    if (operator === 'In' && !isListed) return false;
    if (operator === 'NotIn' && isListed) return false;
    if (operator === 'Exists' && !isThere) return false;
    if (operator === 'DoesNotExist' && isThere) return false;
  }
  return true;
}

function isInBlock(address: string, block: string): boolean {
  if (block.includes(':')) return false;
  const [network, length] = block.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(length), 'ipv4');
  return list.check(address, 'ipv4');
}
