import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WorkloadObject } from './workload.ts';
import { sumByComponent } from './workloadMemory.ts';

const pod = (namespace: string, name: string, ...memory: string[]) => ({
  metadata: { namespace, name },
  containers: memory.map(each => ({ usage: { memory: each } })),
});
const objectsOf = new Map<string, WorkloadObject[]>([
  ['web', [{ kind: 'Deployment', namespace: 'shop', name: 'web' }]],
  ['store', [{ kind: 'StatefulSet', namespace: 'shop', name: 'store' }]],
]);

describe('the memory of a platform component', () => {
  const cases: [string, object[], [string, number][]][] = [
    [
      'is that of all containers of all its pods',
      [
        pod('shop', 'web-6d4cf56db6-abcde', '2Ki', '1Ki'),
        pod('shop', 'web-6d4cf56db6-vwxyz', '1Mi'),
        pod('shop', 'store-0', '7'),
      ],
      [
        ['web', 3 * 1024 + 1024 ** 2],
        ['store', 7],
      ],
    ],
    [
      'leaves out pods of others with a similar name, and other namespaces',
      [
        pod('shop', 'web-admin-6d4cf56db6-abcde', '2Ki'),
        pod('shop', 'store-0-backup', '2Ki'),
        pod('else', 'web-6d4cf56db6-abcde', '2Ki'),
      ],
      [],
    ],
  ];
  for (const [title, items, expected] of cases)
    it(title, () =>
      assert.deepEqual([...sumByComponent({ items }, objectsOf)], expected),
    );
});
