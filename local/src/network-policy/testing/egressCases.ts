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

/** Where a pod may connect to. */
export const egressCases: PolicyCase[] = [
  {
    title: 'a policy for egress without rules lets nothing out, answers apart',
    policies: () => [
      policy('np-shop/deny-egress', {
        podSelector: all,
        policyTypes: ['Egress'],
      }),
    ],
    attempts: [
      ...denies('np-shop/web', 'np-shop/api'),
      ...denies('np-shop/web', 'np-preview/web'),
      ...denies('np-shop/web', 'outside'),
      ...denies('np-shop/web', 'node', 5000, 6443),
      ...deniesUdp('np-shop/web', 'node', 5353),
      ...allows('np-preview/client', 'np-shop/web'),
      ...allowsUdp('np-preview/client', 'np-shop/api', 5353),
      ...allows('outside', 'np-shop/web'),
      ...allows('node', 'np-shop/web'),
    ],
  },
  {
    title: 'policyTypes absent takes egress in when there is an egress rule',
    policies: () => [
      policy('np-shop/to-web-only', {
        podSelector: api,
        egress: [{ to: [{ podSelector: web }] }],
      }),
    ],
    attempts: [
      ...allows('np-shop/api', 'np-shop/web'),
      ...denies('np-shop/api', 'np-shop/database'),
      // Without policyTypes every policy is for ingress too, and this one has no rule for it.
      ...denies('np-shop/web', 'np-shop/api'),
    ],
  },
  {
    title: 'policyTypes absent leaves egress alone when the list is empty',
    policies: () => [
      policy('np-shop/empty-egress', { podSelector: api, egress: [] }),
    ],
    attempts: [
      ...allows('np-shop/api', 'np-shop/web'),
      ...denies('np-shop/web', 'np-shop/api'),
    ],
  },
  {
    title: 'egress rules are not looked at when policyTypes says ingress',
    policies: () => [
      policy('np-shop/ingress-only', {
        podSelector: api,
        policyTypes: ['Ingress'],
        ingress: [{}],
        egress: [{ to: [{ podSelector: web }] }],
      }),
    ],
    attempts: [
      ...allows('np-shop/api', 'np-shop/database'),
      ...allows('np-shop/api', 'outside'),
      ...allows('np-preview/client', 'np-shop/api'),
    ],
  },
  {
    title: 'ingress rules are not looked at when policyTypes says egress',
    policies: () => [
      policy('np-shop/egress-only', {
        podSelector: api,
        policyTypes: ['Egress'],
        ingress: [{ from: [{ podSelector: web }] }],
        egress: [{}],
      }),
    ],
    attempts: [
      ...allows('np-shop/database', 'np-shop/api'),
      ...allows('np-shop/api', 'outside'),
    ],
  },
  {
    title: 'an empty egress rule lets everything out',
    policies: () => [
      policy('np-shop/all-out', {
        podSelector: all,
        policyTypes: ['Egress'],
        egress: [{}],
      }),
    ],
    attempts: [
      ...allows('np-shop/web', 'np-preview/web'),
      ...allows('np-shop/web', 'outside'),
      ...allows('np-shop/web', 'node', 6443),
      ...allowsUdp('np-shop/web', 'np-shop/api', 5353),
    ],
  },
  {
    title: 'both directions denied cut a namespace off, but for the node',
    policies: () => [
      policy('np-shop/deny-all', {
        podSelector: all,
        policyTypes: ['Ingress', 'Egress'],
      }),
    ],
    attempts: [
      ...denies('np-shop/web', 'np-shop/api'),
      ...denies('np-preview/client', 'np-shop/api'),
      ...denies('np-shop/api', 'np-preview/client'),
      ...denies('np-shop/api', 'node', 6443),
      ...allows('node', 'np-shop/api'),
      ...allows('np-preview/client', 'np-preview/web'),
    ],
  },
  {
    title: 'a pod reaches itself whatever policies say',
    policies: () => [
      policy('np-shop/deny-all', {
        podSelector: all,
        policyTypes: ['Ingress', 'Egress'],
      }),
    ],
    attempts: [
      ...allows('np-shop/api', 'np-shop/api', 8080, 9090),
      ...allowsUdp('np-shop/api', 'np-shop/api', 5353),
    ],
  },
  {
    title: 'egress of the source and ingress of the destination must agree',
    policies: () => [
      policy('np-preview/client-to-shop', {
        podSelector: { matchLabels: { app: 'client' } },
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              { namespaceSelector: { matchLabels: { stage: 'production' } } },
            ],
            ports: [{ port: 8080 }, { port: 8081 }],
          },
        ],
      }),
      policy('np-shop/api-from-preview', {
        podSelector: api,
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { stage: 'preview' } } },
            ],
            ports: [{ port: 8081 }, { port: 9090 }],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/api', 8081),
      ...denies('np-preview/client', 'np-shop/api', 8080, 9090),
      ...allows('np-preview/client', 'np-shop/web', 8080),
      ...allows('np-preview/web', 'np-shop/api', 9090),
      ...denies('np-preview/client', 'np-preview/web'),
    ],
  },
  {
    title: 'egress is allowed to pods of other namespaces by both selectors',
    policies: () => [
      policy('np-shop/to-preview-web', {
        podSelector: web,
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { stage: 'preview' } },
                podSelector: web,
              },
            ],
            ports: [{ protocol: 'TCP', port: 8080 }],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-shop/web', 'np-preview/web', 8080),
      ...denies('np-shop/web', 'np-preview/web', 8081),
      ...denies('np-shop/web', 'np-preview/client', 8080),
      ...denies('np-shop/web', 'np-shop/api', 8080),
      ...deniesUdp('np-shop/web', 'np-preview/web', 8080),
    ],
  },
  {
    title: 'DNS alone is allowed to everywhere, the node included',
    policies: () => [
      policy('np-shop/dns', {
        podSelector: all,
        policyTypes: ['Egress'],
        egress: [{ ports: [{ protocol: 'UDP', port: 5353 }] }],
      }),
    ],
    attempts: [
      ...allowsUdp('np-shop/web', 'node', 5353),
      ...allowsUdp('np-shop/web', 'np-shop/api', 5353),
      ...deniesUdp('np-shop/web', 'np-shop/api', 8080),
      ...denies('np-shop/web', 'node', 6443),
      ...denies('np-shop/web', 'np-shop/api'),
    ],
  },
  {
    title: 'the node is reached by its address, on the ports of the rule',
    policies: addressOf => [
      policy('np-shop/api-server', {
        podSelector: api,
        policyTypes: ['Egress'],
        egress: [
          {
            to: [{ ipBlock: { cidr: `${addressOf('node')}/32` } }],
            ports: [{ port: 6443 }],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-shop/api', 'node', 6443),
      ...denies('np-shop/api', 'node', 5000),
      ...deniesUdp('np-shop/api', 'node', 5353),
      ...denies('np-shop/api', 'np-shop/web'),
      ...allows('np-shop/web', 'node', 5000),
    ],
  },
  {
    title: 'pods as peers do not open the way to the node',
    policies: () => [
      policy('np-shop/to-pods', {
        podSelector: api,
        policyTypes: ['Egress'],
        egress: [{ to: [{ namespaceSelector: all }] }],
      }),
    ],
    attempts: [
      ...allows('np-shop/api', 'np-observe/prometheus'),
      ...denies('np-shop/api', 'node', 6443),
      ...denies('np-shop/api', 'outside'),
    ],
  },
];
