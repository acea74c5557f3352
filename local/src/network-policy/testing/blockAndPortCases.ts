import {
  allows,
  allowsSctp,
  allowsUdp,
  denies,
  deniesSctp,
  deniesUdp,
  policy,
  type PolicyCase,
} from './policyCase.ts';

const all = {};
const api = { matchLabels: { app: 'api' } };
const web = { matchLabels: { app: 'web' } };

/** Blocks of addresses, and ports. */
export const blockAndPortCases: PolicyCase[] = [
  {
    title: 'a block lets one address in and not its neighbour',
    policies: addressOf => [
      policy('np-shop/from-outside', {
        podSelector: web,
        ingress: [
          { from: [{ ipBlock: { cidr: `${addressOf('outside')}/32` } }] },
        ],
      }),
    ],
    attempts: [
      ...allows('outside', 'np-shop/web'),
      ...denies('outside-2', 'np-shop/web'),
      ...denies('np-shop/api', 'np-shop/web'),
    ],
  },
  {
    title: 'an exception is taken out of its block',
    policies: addressOf => [
      policy('np-shop/internet', {
        podSelector: all,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              {
                ipBlock: {
                  cidr: '0.0.0.0/0',
                  except: [`${addressOf('outside-2')}/32`],
                },
              },
            ],
          },
        ],
        egress: [
          {
            to: [
              {
                ipBlock: {
                  cidr: '198.0.0.0/8',
                  except: [`${addressOf('outside')}/32`],
                },
              },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('outside', 'np-shop/web'),
      ...denies('outside-2', 'np-shop/web'),
      ...allows('np-preview/client', 'np-shop/web'),
      ...denies('np-shop/web', 'outside'),
      ...allows('np-shop/web', 'outside-2'),
      ...denies('np-shop/web', 'np-preview/web'),
    ],
  },
  {
    title: 'an exception of one block is no exception of another peer',
    policies: addressOf => [
      policy('np-shop/two-blocks', {
        podSelector: web,
        ingress: [
          {
            from: [
              {
                ipBlock: {
                  cidr: '0.0.0.0/0',
                  except: [
                    `${addressOf('outside')}/32`,
                    `${addressOf('outside-2')}/32`,
                    `${addressOf('np-shop/api')}/32`,
                    `${addressOf('np-shop/database')}/32`,
                  ],
                },
              },
              { ipBlock: { cidr: `${addressOf('outside')}/32` } },
              { podSelector: api },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('outside', 'np-shop/web'),
      ...allows('np-shop/api', 'np-shop/web'),
      ...allows('np-preview/client', 'np-shop/web'),
      ...denies('outside-2', 'np-shop/web'),
      ...denies('np-shop/database', 'np-shop/web'),
    ],
  },
  {
    title: 'the block of everything is everyone',
    policies: () => [
      policy('np-shop/everything', {
        podSelector: web,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
        egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
      }),
    ],
    attempts: [
      ...allows('outside', 'np-shop/web'),
      ...allows('np-preview/client', 'np-shop/web'),
      ...allows('np-shop/web', 'node', 6443),
      ...allows('np-shop/web', 'outside-2'),
    ],
  },
  {
    title: 'a block of IPv6 addresses lets no IPv4 address in',
    policies: () => [
      policy('np-shop/six', {
        podSelector: web,
        ingress: [{ from: [{ ipBlock: { cidr: '::/0' } }] }],
      }),
    ],
    attempts: [
      ...denies('outside', 'np-shop/web'),
      ...denies('np-shop/api', 'np-shop/web'),
    ],
  },
  {
    title: 'a block for egress reaches outside on its ports, nothing else',
    policies: addressOf => [
      policy('np-shop/acquirer', {
        podSelector: api,
        policyTypes: ['Egress'],
        egress: [
          {
            to: [{ ipBlock: { cidr: `${addressOf('outside')}/32` } }],
            ports: [{ protocol: 'TCP', port: 8080 }],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-shop/api', 'outside', 8080),
      ...denies('np-shop/api', 'outside', 8081),
      ...denies('np-shop/api', 'outside-2', 8080),
      ...denies('np-shop/api', 'np-shop/web', 8080),
    ],
  },
  {
    title: 'a port without a number means all ports of its protocol',
    policies: () => [
      policy('np-shop/all-udp', {
        podSelector: api,
        ingress: [{ ports: [{ protocol: 'UDP' }] }],
      }),
    ],
    attempts: [
      ...allowsUdp('np-shop/web', 'np-shop/api', 5353, 8080),
      ...denies('np-shop/web', 'np-shop/api', 8080, 9090),
    ],
  },
  {
    title: 'a port without a protocol is TCP',
    policies: () => [
      policy('np-shop/http', {
        podSelector: api,
        ingress: [{ ports: [{ port: 8080 }] }],
      }),
    ],
    attempts: [
      ...allows('np-shop/web', 'np-shop/api', 8080),
      ...deniesUdp('np-shop/web', 'np-shop/api', 8080),
    ],
  },
  {
    title: 'the same number is allowed for each protocol on its own',
    policies: () => [
      policy('np-shop/both', {
        podSelector: api,
        ingress: [
          {
            ports: [
              { protocol: 'UDP', port: 8080 },
              { protocol: 'TCP', port: 8080 },
              { protocol: 'TCP', port: 8080 },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-shop/web', 'np-shop/api', 8080),
      ...allowsUdp('np-shop/web', 'np-shop/api', 8080),
      ...denies('np-shop/web', 'np-shop/api', 8081),
      ...deniesUdp('np-shop/web', 'np-shop/api', 5353),
    ],
  },
  {
    title: 'endPort takes in both ends of the range and nothing beyond',
    policies: () => [
      policy('np-shop/range', {
        podSelector: web,
        policyTypes: ['Egress'],
        egress: [{ ports: [{ port: 8080, endPort: 8081 }] }],
      }),
      policy('np-observe/range', {
        podSelector: all,
        ingress: [{ ports: [{ port: 8081, endPort: 9090 }] }],
      }),
    ],
    attempts: [
      ...allows('np-shop/web', 'np-shop/api', 8080, 8081),
      ...denies('np-shop/web', 'np-shop/api', 9090),
      ...allows('np-preview/client', 'np-observe/prometheus', 8081, 9090),
      ...denies('np-preview/client', 'np-observe/prometheus', 8080),
      ...allows('np-shop/web', 'np-observe/prometheus', 8081),
      ...denies('np-shop/web', 'np-observe/prometheus', 8080, 9090),
    ],
  },
  {
    title: 'ranges and single ports of a rule may overlap',
    policies: () => [
      policy('np-shop/overlap', {
        podSelector: web,
        ingress: [
          {
            ports: [
              { port: 8000, endPort: 8080 },
              { port: 8080 },
              { port: 8050, endPort: 8079 },
              { port: 9090 },
            ],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-shop/api', 'np-shop/web', 8080, 9090),
      ...denies('np-shop/api', 'np-shop/web', 8081),
    ],
  },
  {
    title: 'a named port for ingress is the one the isolated pod defines',
    policies: () => [
      policy('np-shop/http', {
        podSelector: all,
        ingress: [{ ports: [{ port: 'http' }] }],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/web', 8080),
      ...denies('np-preview/client', 'np-shop/web', 8081),
      ...allows('np-preview/client', 'np-shop/api', 8081),
      ...denies('np-preview/client', 'np-shop/api', 8080),
      // Its `http` is UDP, and the rule is for TCP.
      ...denies('np-preview/client', 'np-shop/database', 8080),
      ...deniesUdp('np-preview/client', 'np-shop/database', 8080),
    ],
  },
  {
    title: 'a named port for egress is the one each destination defines',
    policies: () => [
      policy('np-preview/to-http', {
        podSelector: { matchLabels: { app: 'client' } },
        policyTypes: ['Egress'],
        egress: [
          {
            to: [{ namespaceSelector: all }],
            ports: [{ port: 'http' }, { protocol: 'UDP', port: 5353 }],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/web', 8080),
      ...denies('np-preview/client', 'np-shop/web', 8081, 9090),
      ...allows('np-preview/client', 'np-shop/api', 8081),
      ...denies('np-preview/client', 'np-shop/api', 8080),
      ...allows('np-preview/client', 'np-observe/prometheus', 9090),
      ...denies('np-preview/client', 'np-shop/database', 8080),
      ...allowsUdp('np-preview/client', 'np-shop/database', 5353),
    ],
  },
  {
    title: 'a named port for egress to everyone reaches only pods that have it',
    policies: () => [
      policy('np-preview/to-metrics', {
        podSelector: all,
        policyTypes: ['Egress'],
        egress: [{ ports: [{ port: 'metrics' }] }],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/web', 9090),
      ...allows('np-preview/client', 'np-shop/api', 9090),
      ...denies('np-preview/client', 'np-observe/prometheus', 9090),
      ...denies('np-preview/client', 'outside', 9090),
    ],
  },
  {
    title: 'a named port goes with the peers of its rule, blocks too',
    policies: addressOf => [
      policy('np-preview/to-two', {
        podSelector: all,
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              { ipBlock: { cidr: `${addressOf('np-shop/api')}/32` } },
              { namespaceSelector: { matchLabels: { team: 'platform' } } },
            ],
            ports: [{ port: 'http' }],
          },
        ],
      }),
    ],
    attempts: [
      ...allows('np-preview/client', 'np-shop/api', 8081),
      ...denies('np-preview/client', 'np-shop/api', 8080),
      ...allows('np-preview/client', 'np-observe/prometheus', 9090),
      ...denies('np-preview/client', 'np-shop/web', 8080),
    ],
  },
  {
    title: 'a name that the pod does not define opens no port',
    policies: () => [
      policy('np-shop/unknown-name', {
        podSelector: all,
        ingress: [{ ports: [{ port: 'grpc' }] }],
      }),
    ],
    attempts: [
      ...denies('np-shop/web', 'np-shop/api', 8080, 8081, 9090),
      ...allows('node', 'np-shop/api'),
    ],
  },
  {
    title: 'SCTP is a protocol of its own',
    policies: () => [
      policy('np-shop/signalling', {
        podSelector: api,
        ingress: [{ ports: [{ protocol: 'SCTP', port: 3868 }] }],
      }),
    ],
    attempts: [
      ...allowsSctp('np-shop/web', 'np-shop/api', 3868),
      ...deniesSctp('np-shop/web', 'np-shop/api', 3869),
      ...denies('np-shop/web', 'np-shop/api', 8080),
    ],
  },
];
