import type { ClusterState, PodFacts, PolicyFacts } from './clusterObjects.ts';
import type { IsolatedPod, Isolation } from './isolation.ts';
import { selects } from './labelSelector.ts';
import { PeerAddresses } from './PeerAddresses.ts';
import {
  compare,
  fullName,
  podsByAddress,
  type AddressedPod,
} from './podsByAddress.ts';
import { RuleAllowances } from './RuleAllowances.ts';

/**
 * Applies all NetworkPolicies to all pods, as the specification says: a pod is isolated in a direction when a policy
 * of its namespace selects it and names the direction, and may then do what any of these policies allows.
 */
export function isolate(state: ClusterState): Isolation {
  const pods = podsByAddress(state.pods);
  const policies = [...state.policies].sort((a, b) =>
    compare(fullName(a), fullName(b)),
  );
  const policiesByNamespace = Map.groupBy(policies, each => each.namespace);
  const policiesFor = ({ namespace, labels }: PodFacts) =>
    (policiesByNamespace.get(namespace) ?? []).filter(({ podSelector }) =>
      selects(podSelector, labels),
    );
  const rules = new RuleAllowances(
    new PeerAddresses(state.namespaces, pods.values()),
    [...pods.values()],
  );
  const starting = state.pods.filter(isStarting).flatMap(policiesFor);
  return {
    pods: [...pods.values()].flatMap(
      pod => isolatePod(pod, policiesFor(pod), rules) ?? [],
    ),
    awaited: {
      ingress: starting.some(isFor('Ingress')),
      egress: starting.some(isFor('Egress')),
    },
    knownAddresses: [...pods.keys()],
  };
}

function isolatePod(
  pod: AddressedPod,
  policies: PolicyFacts[],
  rules: RuleAllowances,
): IsolatedPod | undefined {
  const forIngress = policies.filter(isFor('Ingress'));
  const forEgress = policies.filter(isFor('Egress'));
  if (forIngress.length + forEgress.length === 0) return undefined;
  return {
    address: pod.address,
    ...(forIngress.length > 0 && {
      ingress: forIngress.flatMap(policy => rules.ingress(policy, pod)),
    }),
    ...(forEgress.length > 0 && {
      egress: forEgress.flatMap(policy => rules.egress(policy)),
    }),
  };
}

function isFor(direction: 'Ingress' | 'Egress') {
  return ({ policyTypes }: PolicyFacts) => policyTypes.includes(direction);
}

/** The kubelet starts a pod once it is scheduled; one that fits nowhere must not hold up the others. */
function isStarting(pod: PodFacts): boolean {
  return (
    pod.address === undefined &&
    pod.isScheduled &&
    !pod.isFinished &&
    !pod.isOnHostNetwork
  );
}
