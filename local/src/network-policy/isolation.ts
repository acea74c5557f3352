import type { AddressRanges } from './addressRanges.ts';
import type { PortRange } from './portRanges.ts';

/** Connections that one rule of a policy allows. The other end is `peers`; ports are those of the destination. */
export interface Allowance {
  /** `namespace/name` of the policy. */
  policy: string;
  peers: AddressRanges | 'any';
  ports: PortRange[] | 'any';
}

/** A pod that at least one policy applies to. A direction that no policy names is `undefined`: all is allowed there. */
export interface IsolatedPod {
  address: number;
  /** Who may connect to it; nobody when empty. */
  ingress?: Allowance[];
  /** Where it may connect to; nowhere when empty. */
  egress?: Allowance[];
}

/** What the policies of a cluster mean for its pods right now. */
export interface Isolation {
  /** By address, ascending. */
  pods: IsolatedPod[];
  /**
   * Directions in which some pod is isolated that is being started and whose address nobody knows yet. A pod must not
   * run unisolated until its address is reported, so unknown addresses of pods are isolated in these directions.
   */
  awaited: { ingress: boolean; egress: boolean };
  /** Addresses of all pods that are known, isolated or not; ascending. */
  knownAddresses: number[];
}
