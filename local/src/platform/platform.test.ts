import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { describeUnsynced } from './applications.ts';
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
  const app = (name: string, sync?: string, health?: string) => ({
    metadata: { name },
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
  ];
  for (const [title, items, expected] of cases)
    it(title, () => assert.equal(describeUnsynced({ items }), expected));
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
