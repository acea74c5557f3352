import { includesAddress, unite } from './addressRanges.ts';
import type { PodFacts, PolicyFacts, PolicyRule } from './clusterObjects.ts';
import type { Allowance } from './isolation.ts';
import type { PeerAddresses } from './PeerAddresses.ts';
import { fullName, type AddressedPod } from './podsByAddress.ts';
import {
  hasNamedPort,
  namedPortsOf,
  numericPorts,
  unitePorts,
  type PortRange,
} from './portRanges.ts';

/** Turns the rules of policies into allowances. What does not depend on the isolated pod is worked out once. */
export class RuleAllowances {
  readonly #peerAddresses: PeerAddresses;
  readonly #pods: AddressedPod[];
  readonly #peers = new Map<PolicyRule, Allowance['peers']>();
  readonly #shared = new Map<PolicyRule, Allowance[]>();

  /** @param pods all pods that can be a destination */
  constructor(peerAddresses: PeerAddresses, pods: AddressedPod[]) {
    this.#peerAddresses = peerAddresses;
    this.#pods = pods;
  }

  /** Connections to this pod that the policy allows. Named ports are the pod's own. */
  ingress(policy: PolicyFacts, pod: PodFacts): Allowance[] {
    return policy.ingress.flatMap(rule => {
      if (!hasNamedPort(rule.ports))
        return this.#once(rule, () => this.#withNumericPorts(policy, rule));
      return allowance(
        policy,
        this.#peersOf(policy, rule),
        unitePorts([
          ...numericPorts(rule.ports),
          ...namedPortsOf(pod, rule.ports),
        ]),
      );
    });
  }

  /** Connections that the policy allows the pods it selects to make. Named ports are those of each destination pod. */
  egress(policy: PolicyFacts): Allowance[] {
    return policy.egress.flatMap(rule =>
      this.#once(rule, () => [
        ...this.#withNumericPorts(policy, rule),
        ...this.#withNamedPorts(policy, rule),
      ]),
    );
  }

  #withNumericPorts(policy: PolicyFacts, rule: PolicyRule): Allowance[] {
    return allowance(
      policy,
      this.#peersOf(policy, rule),
      rule.ports.length === 0 ? 'any' : numericPorts(rule.ports),
    );
  }

  /** One allowance for all destinations that mean the same ports by the names. */
  #withNamedPorts(policy: PolicyFacts, rule: PolicyRule): Allowance[] {
    if (!hasNamedPort(rule.ports)) return [];
    const peers = this.#peersOf(policy, rule);
    const destinations = Map.groupBy(
      this.#pods
        .filter(
          ({ address }) => peers === 'any' || includesAddress(peers, address),
        )
        .map(({ address, namedPorts }) => ({
          address,
          ports: namedPortsOf({ namedPorts }, rule.ports),
        })),
      ({ ports }) => JSON.stringify(ports),
    );
    return [...destinations.values()].flatMap(members =>
      allowance(
        policy,
        unite(
          members.map(({ address }) => ({ first: address, last: address })),
        ),
        members[0].ports,
      ),
    );
  }

  #peersOf(policy: PolicyFacts, rule: PolicyRule): Allowance['peers'] {
    const known = this.#peers.get(rule);
    if (known) return known;
    const peers = this.#peerAddresses.of(rule.peers, policy.namespace);
    this.#peers.set(rule, peers);
    return peers;
  }

  #once(rule: PolicyRule, make: () => Allowance[]): Allowance[] {
    const known = this.#shared.get(rule);
    if (known) return known;
    const made = make();
    this.#shared.set(rule, made);
    return made;
  }
}

/** Nothing when it would allow nothing. */
function allowance(
  policy: PolicyFacts,
  peers: Allowance['peers'],
  ports: PortRange[] | 'any',
): Allowance[] {
  if (isNone(peers) || isNone(ports)) return [];
  return [{ policy: fullName(policy), peers, ports }];
}

function isNone(set: readonly unknown[] | 'any'): boolean {
  return set !== 'any' && set.length === 0;
}
