import type { PodFacts } from './clusterObjects.ts';

/** A pod that policies can apply to. */
export type AddressedPod = PodFacts & { address: number };

/**
 * The pods that policies apply to and select, by their address in ascending order. Pods on the node's own network are
 * left out (they count as the node), as are finished ones and those without an address.
 */
export function podsByAddress(pods: PodFacts[]): Map<number, AddressedPod> {
  const newestFirst = pods
    .filter(
      (pod): pod is AddressedPod =>
        pod.address !== undefined && !pod.isFinished && !pod.isOnHostNetwork,
    )
    .sort(
      (a, b) =>
        compare(b.createdAt, a.createdAt) || compare(fullName(a), fullName(b)),
    );
  const owners = new Map<number, AddressedPod>();
  // An address goes to the next pod before the API server forgets the last one, and nft refuses a key that comes twice.
  for (const pod of newestFirst)
    if (!owners.has(pod.address)) owners.set(pod.address, pod);
  return new Map([...owners].sort(([a], [b]) => a - b));
}

/** `namespace/name`. */
export function fullName(object: { namespace: string; name: string }): string {
  return `${object.namespace}/${object.name}`;
}

/** Order by code units: the same on every machine, unlike `localeCompare`. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
