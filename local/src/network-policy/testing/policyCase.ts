import type { z } from 'zod';
import type { podSchema, policySchema, Protocol } from '../clusterObjects.ts';
import type { Labels } from '../labelSelector.ts';

/** A NetworkPolicy as in a manifest; `apiVersion` and `kind` are to be added. */
export type PolicyManifest = z.input<typeof policySchema>;

/** A Pod as the API server tells it. */
export type PodManifest = z.input<typeof podSchema>;

/**
 * One end of a connection: a pod of the cast as `namespace/name`, the `node` itself, or `outside` or `outside-2`, two
 * neighbouring addresses beyond the node.
 */
export type Endpoint = string;

/** Gives the IPv4 address of an endpoint. */
export type AddressOf = (endpoint: Endpoint) => string;

/** Something that somebody tries, and whether it must work. */
export interface Attempt {
  from: Endpoint;
  to: Endpoint;
  protocol: Protocol;
  port: number;
  isAllowed: boolean;
}

/** Policies, and what they mean. Everyone else is as in `CAST`. */
export interface PolicyCase {
  /** A fact. */
  title: string;
  policies(addressOf: AddressOf): PolicyManifest[];
  /** Labels that pods of the cast have instead of their own. */
  podLabels?: Record<Endpoint, Labels>;
  /** Labels that namespaces of the cast have instead of their own. */
  namespaceLabels?: Record<string, Labels>;
  /**
   * Pods that are there as well, in states that cannot be brought about at will. A case with some is for made-up
   * clusters only.
   */
  otherPods?(addressOf: AddressOf): PodManifest[];
  attempts: Attempt[];
}

/** A policy in short. */
export function policy(
  fullName: string,
  spec: PolicyManifest['spec'],
): PolicyManifest {
  const [namespace, name] = fullName.split('/');
  return { metadata: { namespace, name }, spec };
}

/** Says that TCP connections on these ports, 8080 unless said, must work. */
export const allows = (from: Endpoint, to: Endpoint, ...ports: number[]) =>
  attempts('TCP', true, from, to, ports);

/** Says that TCP connections on these ports, 8080 unless said, must not work. */
export const denies = (from: Endpoint, to: Endpoint, ...ports: number[]) =>
  attempts('TCP', false, from, to, ports);

/** The same for UDP. */
export const allowsUdp = (from: Endpoint, to: Endpoint, ...ports: number[]) =>
  attempts('UDP', true, from, to, ports);

/** The same for UDP. */
export const deniesUdp = (from: Endpoint, to: Endpoint, ...ports: number[]) =>
  attempts('UDP', false, from, to, ports);

/** The same for SCTP. Node has no SCTP sockets, so this is only reasoned about. */
export const allowsSctp = (from: Endpoint, to: Endpoint, ...ports: number[]) =>
  attempts('SCTP', true, from, to, ports);

/** The same for SCTP. */
export const deniesSctp = (from: Endpoint, to: Endpoint, ...ports: number[]) =>
  attempts('SCTP', false, from, to, ports);

function attempts(
  protocol: Protocol,
  isAllowed: boolean,
  from: Endpoint,
  to: Endpoint,
  ports: number[],
): Attempt[] {
  return (ports.length > 0 ? ports : [8080]).map(port => ({
    from,
    to,
    protocol,
    port,
    isAllowed,
  }));
}
