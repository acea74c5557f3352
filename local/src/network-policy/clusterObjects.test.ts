import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAddress } from './addressRanges.ts';
import { podSchema, policySchema } from './clusterObjects.ts';

const metadata = { namespace: 'shop', name: 'one' };

describe('a policy', () => {
  for (const [fact, spec, expected] of [
    ['is for ingress when it says nothing', {}, ['Ingress']],
    ['is for ingress with an empty egress', { egress: [] }, ['Ingress']],
    [
      'is for ingress with null lists',
      { egress: null, ingress: null },
      ['Ingress'],
    ],
    [
      'is for both with an egress rule',
      { egress: [{}] },
      ['Ingress', 'Egress'],
    ],
    [
      'is for what it says',
      { policyTypes: ['Egress'], ingress: [{}] },
      ['Egress'],
    ],
  ] as const)
    it(fact, () =>
      assert.deepEqual(
        policySchema.parse({ metadata, spec }).policyTypes,
        expected,
      ),
    );

  it('without a podSelector selects every pod', () =>
    assert.deepEqual(policySchema.parse({ metadata }).podSelector, {
      matchLabels: {},
      matchExpressions: [],
    }));

  it('with an operator nobody knows is refused, not guessed at', () =>
    assert.throws(() =>
      policySchema.parse({
        metadata,
        spec: {
          podSelector: { matchExpressions: [{ key: 'a', operator: 'Like' }] },
        },
      }),
    ));
});

describe('a pod', () => {
  it('of two families has its IPv4 address', () =>
    assert.equal(
      podSchema.parse({
        metadata,
        spec: {},
        status: {
          podIP: 'fd00::7',
          podIPs: [{ ip: 'fd00::7' }, { ip: '10.244.0.7' }],
        },
      }).address,
      parseAddress('10.244.0.7'),
    ));

  it('has no address before the kubelet reports one', () =>
    assert.equal(podSchema.parse({ metadata, spec: {} }).address, undefined));

  it('has the named ports of its containers and sidecars', () => {
    const named = (name?: string) => [{ name, containerPort: 80 }];
    const { namedPorts } = podSchema.parse({
      metadata,
      spec: {
        containers: [{ ports: named('http') }, { ports: named() }, {}],
        initContainers: [
          { ports: named('setup') },
          { ports: named('proxy'), restartPolicy: 'Always' },
        ],
      },
    });
    assert.deepEqual(
      namedPorts.map(({ name }) => name),
      ['http', 'proxy'],
    );
  });

  it('keeps nothing else', () =>
    assert.ok(
      !JSON.stringify(
        podSchema.parse({
          metadata: { ...metadata, annotations: { secret: 'x' } },
          spec: { containers: [{ env: [{ name: 'A', value: 'x' }] }] },
        }),
      ).includes('x"'),
    ));
});
