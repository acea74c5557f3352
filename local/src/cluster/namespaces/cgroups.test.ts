import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cgroupMounts } from './cgroups.ts';

describe('where control groups are mounted', () => {
  const one = 'cgroup2 /sys/fs/cgroup cgroup2 rw 0 0';
  const memory = 'cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0';
  const unified = 'cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0';
  const cases: [string, string[], { folder: string; version: 1 | 2 }[]][] = [
    ['nowhere', ['proc /proc proc rw 0 0'], []],
    ['version 2', [one], [{ folder: '/sys/fs/cgroup', version: 2 }]],
    [
      'both: only version 1 has controllers',
      [memory, unified],
      [{ folder: '/sys/fs/cgroup/memory', version: 1 }],
    ],
  ];
  for (const [title, lines, expected] of cases)
    it(title, () => assert.deepEqual(cgroupMounts(lines.join('\n')), expected));
});
