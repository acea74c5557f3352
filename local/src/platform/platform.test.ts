import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { describeUnsynced, nudgesFor } from './applications.ts';
import { portalToken, portalTokenRecord } from './argoCdToken.ts';
import { digestsFile } from './images.ts';
import { describeUnready } from './workload.ts';

const object = (replicas: number, status: object) => ({
  metadata: { generation: 2 },
  spec: { replicas },
  status: { observedGeneration: 2, ...status },
});

describe('describeUnready', () => {
  const cases: [string, object, string | undefined][] = [
    [
      'all pods ready is well',
      object(2, { updatedReplicas: 2, readyReplicas: 2 }),
      undefined,
    ],
    ['none wanted is well', object(0, {}), undefined],
    [
      'an unseen change is not',
      object(1, { observedGeneration: 1 }),
      'The change of web was not seen yet.',
    ],
    [
      'old pods do not count',
      object(2, { updatedReplicas: 1, readyReplicas: 2 }),
      'web has 1 of 2 new pods.',
    ],
    [
      'pods that are not ready do not count',
      object(2, { updatedReplicas: 2, readyReplicas: 1 }),
      'web has 1 of 2 pods ready.',
    ],
  ];
  for (const [title, given, expected] of cases)
    it(title, () => assert.equal(describeUnready('web', given), expected));
});

describe('describeUnsynced', () => {
  const app = (
    name: string,
    sync?: string,
    health?: string,
    project = 'platform',
  ) => ({
    metadata: { name },
    spec: { project },
    ...(sync && health
      ? { status: { sync: { status: sync }, health: { status: health } } }
      : {}),
  });
  const cases: [string, object[], string | undefined][] = [
    ['none is not well', [], 'There are no applications yet.'],
    ['all in sync is well', [app('a', 'Synced', 'Healthy')], undefined],
    [
      'one that says nothing yet is unknown',
      [app('a')],
      'a is Unknown and Unknown.',
    ],
    [
      'drift is told',
      [app('a', 'Synced', 'Healthy'), app('b', 'OutOfSync', 'Healthy')],
      'b is OutOfSync and Healthy.',
    ],
    [
      'what runs on the platform is not the platform',
      [
        app('a', 'Synced', 'Healthy'),
        app('payments-staging', 'OutOfSync', 'Degraded', 'payments'),
      ],
      undefined,
    ],
    [
      'the reason of a failed sync is told',
      [
        {
          ...app('a'),
          status: {
            sync: { status: 'OutOfSync' },
            health: { status: 'Healthy' },
            operationState: {
              phase: 'Failed',
              message: 'It is not permitted.',
            },
          },
        },
      ],
      'a is OutOfSync and Healthy (It is not permitted).',
    ],
  ];
  for (const [title, items, expected] of cases)
    it(title, () => assert.equal(describeUnsynced({ items }), expected));
});

describe('Argo CD', () => {
  const nudge = (phase: string, message = '', project = 'platform') =>
    nudgesFor({
      items: [
        {
          metadata: { name: 'a' },
          spec: {
            project,
            syncPolicy: {
              syncOptions: ['PruneLast=true'],
              retry: { limit: 3 },
            },
          },
          status: { operationState: { phase, message } },
        },
      ],
    });
  const cutShort = 'Operation terminated, triggered by controller sync timeout';
  const anotherSync = [
    {
      name: 'a',
      patch: {
        operation: {
          initiatedBy: { username: 'payday' },
          sync: { prune: true, syncOptions: ['PruneLast=true'] },
          retry: { limit: 3 },
        },
      },
    },
  ];

  it('is asked for another sync, as the policy says, after one that failed', () =>
    assert.deepEqual(nudge('Failed'), anotherSync));

  for (const phase of ['Running', 'Terminating', 'Succeeded'])
    it(`is asked for a look, not a sync, while the last one is ${phase}`, () =>
      assert.deepEqual(nudge(phase), [
        {
          name: 'a',
          patch: {
            metadata: {
              annotations: { 'argocd.argoproj.io/refresh': 'normal' },
            },
          },
        },
      ]));

  it('is asked again for what runs on the platform when its sync took too long', () =>
    assert.deepEqual(nudge('Failed', cutShort, 'payments'), anotherSync));

  it('is left alone with what fails there by itself', () => {
    assert.deepEqual(nudge('Failed', 'A Job failed.', 'payments'), []);
    assert.deepEqual(nudge('Running', '', 'payments'), []);
  });

  it('is left alone with applications that are well', () => {
    const well = {
      metadata: { name: 'a' },
      spec: { project: 'platform' },
      status: { sync: { status: 'Synced' }, health: { status: 'Healthy' } },
    };
    assert.deepEqual(nudgesFor({ items: [well] }), []);
  });
});

describe("the portal's token for Argo CD", () => {
  it('is a JSON Web Token that the server key signed, listed by its id', () => {
    const [head, claims, signature] = portalToken('key').split('.');
    assert.equal(
      signature,
      createHmac('sha256', 'key')
        .update(`${head}.${claims}`)
        .digest('base64url'),
    );
    const decoded = JSON.parse(Buffer.from(claims, 'base64url').toString());
    assert.equal(decoded.iss, 'argocd');
    assert.equal(decoded.sub, 'portal:apiKey');
    assert.deepEqual(JSON.parse(portalTokenRecord), [
      { id: decoded.jti, iat: decoded.iat },
    ]);
  });
});

describe('digestsFile', () => {
  it('pins every image by digest, in the order of their names', () => {
    const file = parse(
      digestsFile([
        { name: 'traefik', digest: 'sha256:b' },
        { name: 'redis', digest: 'sha256:a' },
      ]),
    );
    assert.equal(file.kind, 'Component');
    assert.deepEqual(file.images, [
      {
        name: 'registry.payday.internal:5000/platform/redis',
        digest: 'sha256:a',
      },
      {
        name: 'registry.payday.internal:5000/platform/traefik',
        digest: 'sha256:b',
      },
    ]);
  });
});
