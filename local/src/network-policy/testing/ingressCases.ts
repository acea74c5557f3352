import {
  allows,
  allowsUdp,
  denies,
  deniesUdp,
  policy,
  type PolicyCase,
} from './policyCase.ts';

const all = {};
const api = { matchLabels: { app: 'api' } };
const web = { matchLabels: { app: 'web' } };

/** Who may connect to a pod. */
export const ingressCases: PolicyCase[] = [
  {
    title: 'without a policy everyone reaches everyone',
    policies: () => [],
    attempts: [
      ...allows('np-shop/web', 'np-shop/api'),
      ...allows('np-preview/client', 'np-shop/database'),
      ...allowsUdp('np-observe/prometheus', 'np-shop/api', 5353),
      ...allows('np-shop/api', 'outside'),
      ...allows('outside', 'np-shop/api'),
      ...allows('np-shop/api', 'node', 6443),
      ...allows('node', 'np-shop/api'),
    ],
  },
  {
    title: 'a policy without ingress rules lets nobody but the node in',
    policies: () => [
      policy('np-shop/deny-ingress', {
        podSelector: all,
        policyTypes: ['Ingress'],
      }),
    ],
    attempts: [
      ...denies('np-shop/web', 'np-shop/api', 8080, 8081),
      ...denies('np-observe/prometheus', 'np-shop/api', 9090),
      ...deniesUdp('np-shop/web', 'np-shop/api', 5353),
      ...denies('outside', 'np-shop/web'),
      ...allows('node', 'np-shop/api', 8080, 9090),
      ...allows('np-shop/api', 'np-preview/web'),
      ...allows('np-shop/api', 'outside'),
      ...allows('np-shop/api', 'node', 6443),
    ],
  },
  {
    title: 'policyTypes absent means ingress, even with no rule at all',
    policies: () => [policy('np-shop/nothing-said', { podSelector: all })],
    attempts: [
      ...denies('np-preview/client', 'np-shop/api'),
      ...allows('np-shop/api', 'np-preview/client'),
    ],
  },
  {
    title: 'an empty podSelector takes in no pod of another namespace',
    policies: () => [
      policy('np-shop/deny-ingress', {
        podSelector: all,
        policyTypes: ['Ingress'],
      }),
    ],
    attempts: [
      ...denies('np-preview/client', 'np-shop/web'),
      ...allows('np-shop/web', 'np-preview/web'),
    ],
  },
  {
    title: 'a selected pod is isolated, its neighbours are not',
    policies: () => [
      policy('np-shop/deny-api', {
        podSelector: api,
        policyTypes: ['Ingress'],
      }),
    ],
    attempts: [
      ...denies('np-shop/web', 'np-shop/api'),
      ...allows('np-shop/web', 'np-shop/database'),
      ...allows('np-shop/api', 'np-shop/web'),
    ],
  },
  {
    title: 'an empty ingress rule lets everyone in',
    policies: () => [
      policy('np-shop/allow-all', { podSelector: all, ingress: [{}] }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/api', 8080, 9090),
      ...allowsUdp('np-preview/client', 'np-shop/api', 5353),
      ...allows('outside', 'np-shop/api'),
    ],
  },
  {
    title: 'an empty from lets everyone in on the ports of the rule only',
    policies: () => [
      policy('np-shop/http-from-all', {
        podSelector: api,
        ingress: [{ from: [], ports: [{ port: 8080 }] }],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/api', 8080),
      ...allows('outside', 'np-shop/api', 8080),
      ...denies('np-preview/client', 'np-shop/api', 8081),
      ...deniesUdp('np-preview/client', 'np-shop/api', 8080),
    ],
  },
  {
    title: 'a podSelector alone means pods of the policy’s own namespace',
    policies: () => [
      policy('np-shop/from-web', {
        podSelector: api,
        ingress: [{ from: [{ podSelector: web }] }],
      }),
    ],
    attempts: [
      ...allows('np-shop/web', 'np-shop/api'),
      ...denies('np-preview/web', 'np-shop/api'),
      ...denies('np-shop/database', 'np-shop/api'),
      ...denies('outside', 'np-shop/api'),
    ],
  },
  {
    title: 'an empty podSelector as peer means the whole namespace, no other',
    policies: () => [
      policy('np-shop/from-own-namespace', {
        podSelector: all,
        ingress: [{ from: [{ podSelector: all }] }],
      }),
    ],
    attempts: [
      ...allows('np-shop/web', 'np-shop/database'),
      ...allows('np-shop/database', 'np-shop/api'),
      ...denies('np-preview/web', 'np-shop/api'),
      ...denies('outside', 'np-shop/api'),
    ],
  },
  {
    title: 'a namespaceSelector alone means all pods of these namespaces',
    policies: () => [
      policy('np-shop/from-monitoring', {
        podSelector: api,
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { purpose: 'monitoring' } } },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-observe/prometheus', 'np-shop/api', 9090),
      ...denies('np-preview/client', 'np-shop/api', 9090),
      ...denies('np-shop/web', 'np-shop/api', 9090),
    ],
  },
  {
    title: 'an empty namespaceSelector means all pods, but nothing outside',
    policies: () => [
      policy('np-shop/from-cluster', {
        podSelector: api,
        ingress: [{ from: [{ namespaceSelector: all }] }],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/api'),
      ...allows('np-observe/prometheus', 'np-shop/api'),
      ...denies('outside', 'np-shop/api'),
    ],
  },
  {
    title: 'both selectors in one peer must match both',
    policies: () => [
      policy('np-shop/from-preview-web', {
        podSelector: api,
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { stage: 'preview' } },
                podSelector: web,
              },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-preview/web', 'np-shop/api'),
      ...denies('np-preview/client', 'np-shop/api'),
      ...denies('np-shop/web', 'np-shop/api'),
    ],
  },
  {
    title: 'two selectors in two peers are alternatives',
    policies: () => [
      policy('np-shop/from-preview-or-web', {
        podSelector: api,
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { stage: 'preview' } } },
              { podSelector: web },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/api'),
      ...allows('np-shop/web', 'np-shop/api'),
      ...denies('np-shop/database', 'np-shop/api'),
      ...denies('np-observe/prometheus', 'np-shop/api'),
    ],
  },
  {
    title: 'a namespace is known by the name the API server labels it with',
    policies: () => [
      policy('np-shop/from-observe', {
        podSelector: all,
        ingress: [
          {
            from: [
              {
                namespaceSelector: {
                  matchExpressions: [
                    {
                      key: 'kubernetes.io/metadata.name',
                      operator: 'In',
                      values: ['np-observe', 'np-absent'],
                    },
                  ],
                },
              },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-observe/prometheus', 'np-shop/web', 9090),
      ...denies('np-preview/client', 'np-shop/web', 9090),
    ],
  },
  {
    title: 'NotIn and DoesNotExist also match who lacks the label',
    policies: () => [
      policy('np-shop/not-front', {
        podSelector: api,
        ingress: [
          {
            from: [
              {
                namespaceSelector: {
                  matchExpressions: [
                    { key: 'purpose', operator: 'DoesNotExist' },
                  ],
                },
                podSelector: {
                  matchExpressions: [
                    { key: 'tier', operator: 'NotIn', values: ['front'] },
                  ],
                },
              },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/api'),
      ...allows('np-shop/database', 'np-shop/api'),
      ...denies('np-shop/web', 'np-shop/api'),
      ...denies('np-observe/prometheus', 'np-shop/api'),
    ],
  },
  {
    title: 'policies add up: what one allows another cannot take away',
    policies: () => [
      policy('np-shop/deny-ingress', {
        podSelector: all,
        policyTypes: ['Ingress'],
      }),
      policy('np-shop/web-from-all', { podSelector: web, ingress: [{}] }),
      policy('np-shop/api-from-web', {
        podSelector: api,
        ingress: [
          { from: [{ podSelector: web }], ports: [{ port: 8080 }] },
          { from: [{ namespaceSelector: all }], ports: [{ port: 9090 }] },
        ],
      }),
    ],
    attempts: [
      ...allows('outside', 'np-shop/web'),
      ...allows('np-shop/web', 'np-shop/api', 8080, 9090),
      ...allows('np-preview/client', 'np-shop/api', 9090),
      ...denies('np-preview/client', 'np-shop/api', 8080),
      ...denies('np-shop/web', 'np-shop/database'),
    ],
  },
  {
    title: 'peers and ports of one rule do not mix with those of another',
    policies: () => [
      policy('np-shop/two-rules', {
        podSelector: api,
        ingress: [
          { from: [{ podSelector: web }], ports: [{ port: 8080 }] },
          {
            from: [{ podSelector: { matchLabels: { app: 'database' } } }],
            ports: [{ port: 8081 }],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-shop/web', 'np-shop/api', 8080),
      ...allows('np-shop/database', 'np-shop/api', 8081),
      ...denies('np-shop/web', 'np-shop/api', 8081),
      ...denies('np-shop/database', 'np-shop/api', 8080),
    ],
  },
  {
    title: 'a peer that no pod matches lets nobody in',
    policies: () => [
      policy('np-shop/from-nobody', {
        podSelector: api,
        ingress: [
          { from: [{ podSelector: { matchLabels: { app: 'gone' } } }] },
        ],
      }),
    ],
    attempts: [
      ...denies('np-shop/web', 'np-shop/api'),
      ...denies('outside', 'np-shop/api'),
      ...allows('node', 'np-shop/api'),
    ],
  },
  {
    title: 'labels decide, not names',
    policies: () => [
      policy('np-shop/from-web', {
        podSelector: api,
        ingress: [{ from: [{ podSelector: web }] }],
      }),
    ],
    podLabels: {
      'np-shop/web': { app: 'api' },
      'np-shop/database': { app: 'web' },
    },
    attempts: [
      ...allows('np-shop/database', 'np-shop/api'),
      ...allows('np-shop/database', 'np-shop/web'),
      ...denies('np-shop/api', 'np-shop/web'),
      ...denies('np-shop/web', 'np-shop/api'),
    ],
  },
  {
    title: 'labels of namespaces decide',
    policies: () => [
      policy('np-shop/from-monitoring', {
        podSelector: api,
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { purpose: 'monitoring' } } },
            ],
          },
        ],
      }),
    ],
    namespaceLabels: {
      'np-observe': {},
      'np-preview': { purpose: 'monitoring' },
    },
    attempts: [
      ...allows('np-preview/client', 'np-shop/api'),
      ...denies('np-observe/prometheus', 'np-shop/api'),
    ],
  },
  {
    title: 'UDP is allowed on its own, and answers come back',
    policies: () => [
      policy('np-shop/discovery', {
        podSelector: api,
        ingress: [{ ports: [{ protocol: 'UDP', port: 5353 }] }],
      }),
    ],
    attempts: [
      ...allowsUdp('np-shop/web', 'np-shop/api', 5353),
      ...deniesUdp('np-shop/web', 'np-shop/api', 8080),
      ...denies('np-shop/web', 'np-shop/api'),
    ],
  },
];
