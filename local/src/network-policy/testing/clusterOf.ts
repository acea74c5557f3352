import {
  namespaceSchema,
  podSchema,
  policySchema,
  type ClusterState,
} from '../clusterObjects.ts';
import { CAST } from './cast.ts';
import type { AddressOf, PolicyCase } from './policyCase.ts';

/** Addresses in made-up clusters. The pods have gaps between them, so that none is next to another. */
export const POD_SUBNET = '10.244.0.0/24';
const ADDRESSES: Record<string, string> = {
  node: '10.243.0.1',
  outside: '198.51.100.10',
  'outside-2': '198.51.100.11',
  'unknown-pod': '10.244.0.250',
  ...Object.fromEntries(
    CAST.pods.map(({ namespace, name }, index) => [
      `${namespace}/${name}`,
      `10.244.0.${10 + 2 * index}`,
    ]),
  ),
};

/** Address of an endpoint in a made-up cluster. @throws Error for one that is not in the cast */
export const addressOf: AddressOf = endpoint => {
  const address = ADDRESSES[endpoint];
  if (!address) throw new Error(`nobody is called ${endpoint}`);
  return address;
};

/** The cast with the case's labels, other pods and policies, read as if the API server had sent them. */
export function clusterOf(policyCase: PolicyCase): ClusterState {
  return {
    namespaces: CAST.namespaces.map(({ name, labels }) =>
      namespaceSchema.parse({
        metadata: {
          name,
          labels: {
            'kubernetes.io/metadata.name': name,
            ...(policyCase.namespaceLabels?.[name] ?? labels),
          },
        },
      }),
    ),
    pods: [
      ...CAST.pods.map(({ namespace, name, labels, ports }) => ({
        metadata: {
          namespace,
          name,
          labels: policyCase.podLabels?.[`${namespace}/${name}`] ?? labels,
          creationTimestamp: '2026-01-01T00:00:00Z',
        },
        spec: { nodeName: 'payday', containers: [{ ports }] },
        status: {
          phase: 'Running',
          podIP: addressOf(`${namespace}/${name}`),
        },
      })),
      ...(policyCase.otherPods?.(addressOf) ?? []),
    ].map(pod => podSchema.parse(pod)),
    policies: policyCase
      .policies(addressOf)
      .map(policy => policySchema.parse(policy)),
  };
}
