import { blockAndPortCases } from './blockAndPortCases.ts';
import { egressCases } from './egressCases.ts';
import { ingressCases } from './ingressCases.ts';
import { podStateCases } from './podStateCases.ts';
import type { Attempt, PolicyCase } from './policyCase.ts';

/**
 * What NetworkPolicies mean, case by case, from their specification. They are reasoned about, tried with real packets
 * between network namespaces, and can be tried in a cluster: make the namespaces and pods of `CAST` once; for each case
 * that `isForClusters`, set its labels, apply its policies, and try its `attemptsForClusters`.
 */
export const CASES: PolicyCase[] = [
  ...ingressCases,
  ...egressCases,
  ...blockAndPortCases,
  ...podStateCases,
];

/** True when the case needs nothing but the pods of the cast, so that a real cluster can show it. */
export function isForClusters(policyCase: PolicyCase): boolean {
  return policyCase.otherPods === undefined;
}

/**
 * The attempts that pods of the cast and the node can make in a cluster: none from or to outside, none to a UDP port of
 * the node, where nobody answers on a port of the cast, and none that needs an SCTP socket.
 */
export function attemptsForClusters({ attempts }: PolicyCase): Attempt[] {
  return attempts.filter(
    ({ from, to, protocol }) =>
      ![from, to].some(endpoint => endpoint.startsWith('outside')) &&
      !(to === 'node' && protocol === 'UDP') &&
      protocol !== 'SCTP',
  );
}
