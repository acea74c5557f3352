import {
  allows,
  denies,
  policy,
  type PodManifest,
  type PolicyCase,
} from './policyCase.ts';

const all = {};
const web = { matchLabels: { app: 'web' } };
const denyIngress = () => [
  policy('np-shop/deny-ingress', {
    podSelector: all,
    policyTypes: ['Ingress'],
  }),
];

/** Pods that do not count, or not yet, or no more. */
export const podStateCases: PolicyCase[] = [
  {
    title: 'a pod on the node’s network is not isolated',
    policies: denyIngress,
    otherPods: addressOf => [
      otherPod('np-shop/agent', addressOf('node'), { hostNetwork: true }),
    ],
    attempts: [
      ...allows('np-preview/client', 'node', 6443),
      ...denies('np-preview/client', 'np-shop/api'),
    ],
  },
  {
    title: 'a pod on the node’s network is no peer by its labels',
    policies: () => [
      policy('np-preview/to-web', {
        podSelector: all,
        policyTypes: ['Egress'],
        egress: [{ to: [{ namespaceSelector: all, podSelector: web }] }],
      }),
    ],
    otherPods: addressOf => [
      otherPod('np-shop/agent', addressOf('node'), { hostNetwork: true }),
    ],
    attempts: [
      ...denies('np-preview/client', 'node', 6443),
      ...allows('np-preview/client', 'np-shop/web'),
    ],
  },
  {
    title: 'a finished pod lends its labels to nobody who got its address',
    policies: () => [
      policy('np-shop/from-web', {
        podSelector: { matchLabels: { app: 'api' } },
        ingress: [{ from: [{ podSelector: web }] }],
      }),
    ],
    otherPods: addressOf => [
      otherPod('np-shop/job', addressOf('np-shop/database'), {
        phase: 'Succeeded',
      }),
      otherPod('np-shop/crashed', addressOf('outside'), { phase: 'Failed' }),
    ],
    attempts: [
      ...denies('np-shop/database', 'np-shop/api'),
      ...denies('outside', 'np-shop/api'),
      ...allows('np-shop/web', 'np-shop/api'),
    ],
  },
  {
    title: 'an address that two pods claim belongs to the newer one',
    policies: () => [
      policy('np-shop/from-web', {
        podSelector: { matchLabels: { app: 'api' } },
        ingress: [{ from: [{ podSelector: web }] }],
      }),
    ],
    otherPods: addressOf => [
      otherPod('np-shop/older', addressOf('np-shop/database'), {
        createdAt: '2020-01-01T00:00:00Z',
      }),
    ],
    attempts: [
      ...denies('np-shop/database', 'np-shop/api'),
      ...allows('np-shop/web', 'np-shop/api'),
    ],
  },
  {
    title: 'an address nobody claims is isolated while such a pod is starting',
    policies: denyIngress,
    otherPods: () => [otherPod('np-shop/starting', undefined)],
    attempts: [
      ...denies('np-preview/client', 'unknown-pod'),
      ...allows('node', 'unknown-pod'),
      ...allows('unknown-pod', 'np-preview/client'),
      ...allows('np-preview/client', 'np-preview/web'),
    ],
  },
  {
    title: 'an address nobody claims may not connect while it may be denied',
    policies: () => [
      policy('np-shop/deny-egress', {
        podSelector: all,
        policyTypes: ['Egress'],
      }),
    ],
    otherPods: () => [otherPod('np-shop/starting', undefined)],
    attempts: [
      ...denies('unknown-pod', 'np-preview/client'),
      ...denies('unknown-pod', 'node', 6443),
      ...allows('np-preview/client', 'unknown-pod'),
    ],
  },
  {
    title: 'a starting pod that no policy selects isolates no address',
    policies: denyIngress,
    otherPods: () => [
      otherPod('np-preview/starting', undefined),
      otherPod('np-shop/unscheduled', undefined, { isScheduled: false }),
    ],
    attempts: [
      ...allows('np-preview/client', 'unknown-pod'),
      ...allows('unknown-pod', 'np-preview/client'),
    ],
  },
];

/** A pod with the labels of `web`, so that it would count as one wherever that matters. */
function otherPod(
  fullName: string,
  address: string | undefined,
  state: {
    phase?: string;
    hostNetwork?: boolean;
    createdAt?: string;
    isScheduled?: boolean;
  } = {},
): PodManifest {
  const [namespace, name] = fullName.split('/');
  return {
    metadata: {
      namespace,
      name,
      labels: { app: 'web' },
      creationTimestamp: state.createdAt ?? '2026-01-02T00:00:00Z',
    },
    spec: {
      nodeName: state.isScheduled === false ? undefined : 'payday',
      hostNetwork: state.hostNetwork,
    },
    status: {
      phase: state.phase ?? (address ? 'Running' : 'Pending'),
      podIP: address,
    },
  };
}
