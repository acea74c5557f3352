import type { z } from 'zod';
import type { policySchema, Protocol } from '../clusterObjects.ts';
import { CAST } from './cast.ts';
import { addressOf } from './clusterOf.ts';
import { policy, type Attempt, type PolicyCase } from './policyCase.ts';

type Spec = NonNullable<z.input<typeof policySchema>['spec']>;
type Rule = NonNullable<Spec['ingress']>[number];
type Peer = NonNullable<Rule['from']>[number];
type Port = NonNullable<Rule['ports']>[number];
type Selector = NonNullable<Peer['podSelector']>;

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A case with some policies made up at random for the cast. Its attempts say nothing true about what is allowed. */
export function randomCase(seed: number): PolicyCase {
  const random = seededRandom(seed);
  const pick = <T>(choices: readonly T[]): T =>
    choices[Math.floor(random() * choices.length)];
  const some = <T>(most: number, make: () => T): T[] =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, make);

  const pods = CAST.pods.map(each => `${each.namespace}/${each.name}`);
  const endpoints = [...pods, 'node', 'outside', 'outside-2'];
  const podSelector = () =>
    pick<Selector>([
      {},
      { matchLabels: { app: pick(['web', 'api', 'client']) } },
      { matchLabels: { tier: pick(['front', 'back']) } },
      {
        matchExpressions: [
          {
            key: 'tier',
            operator: pick(['In', 'NotIn', 'Exists', 'DoesNotExist'] as const),
            values: ['back'],
          },
        ],
      },
    ]);
  const namespaceSelector = () =>
    pick<Selector>([
      {},
      { matchLabels: { team: pick(['payments', 'platform']) } },
      { matchLabels: { stage: 'preview' } },
    ]);
  const block = () =>
    `${addressOf(pick(endpoints))}/${pick([8, 24, 30, 31, 32])}`;
  const peer = (): Peer =>
    pick<() => Peer>([
      () => ({ podSelector: podSelector() }),
      () => ({ namespaceSelector: namespaceSelector() }),
      () => ({
        podSelector: podSelector(),
        namespaceSelector: namespaceSelector(),
      }),
      () => ({ ipBlock: { cidr: block(), except: some(2, block) } }),
      () => ({ ipBlock: { cidr: '0.0.0.0/0', except: some(2, block) } }),
    ])();
  const port = (): Port => ({
    protocol: pick<Protocol | undefined>(['TCP', 'UDP', undefined]),
    ...pick<Port>([
      {},
      { port: pick([8080, 8081, 9090, 5353, 6443]) },
      { port: pick(['http', 'metrics', 'discovery']) },
      { port: 8000, endPort: pick([8080, 8081, 65_535]) },
    ]),
  });
  const policies = some(6, () => undefined).map((_, index) =>
    policy(`${pick(CAST.namespaces).name}/random-${index}`, {
      podSelector: podSelector(),
      policyTypes: pick([
        undefined,
        ['Ingress'],
        ['Egress'],
        ['Ingress', 'Egress'],
      ]),
      ingress: some(2, () => ({ from: some(2, peer), ports: some(2, port) })),
      egress: some(2, () => ({ to: some(2, peer), ports: some(2, port) })),
    }),
  );
  const attempts: Attempt[] = Array.from({ length: 60 }, () => ({
    from: pick(endpoints),
    to: pick(endpoints),
    protocol: pick(['TCP', 'UDP'] as const),
    port: pick([8080, 8081, 9090, 5353, 6443]),
    isAllowed: false,
  }));
  return { title: `seed ${seed}`, policies: () => policies, attempts };
}
