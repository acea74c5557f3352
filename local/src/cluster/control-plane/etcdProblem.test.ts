import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainEtcd } from './etcdProblem.ts';

const explain = (log: string) =>
  explainEtcd(log, {
    folder: '/data/etcd',
    logFile: '/logs/etcd.log',
  });

describe('explainEtcd', () => {
  const cases: [string, string, RegExp][] = [
    [
      'a database with overwritten pages',
      '{"level":"panic","msg":"failed to open database","path":"/var/lib/etcd/member/snap/db","error":"invalid database"}',
      /in \/data\/etcd: invalid database\./,
    ],
    [
      'a write-ahead log with overwritten entries',
      `{"level":"fatal","msg":"discovery failed","error":"walpb: crc mismatch: expected: 1 computed: 2: in file 'a.wal' at position: 80"}`,
      /in \/data\/etcd: walpb: crc mismatch/,
    ],
  ];
  for (const [title, log, expected] of cases)
    it(`names ${title}, and the way to a new cluster`, () => {
      const problem = explain(log);
      assert.match(String(problem?.message), expected);
      assert.match(
        String(problem?.next.join('\n')),
        /payday down --purge cluster\n.*payday up/,
      );
    });

  it('says nothing about another reason', () => {
    const taken =
      '{"level":"fatal","msg":"discovery failed","error":"listen tcp 127.0.0.1:2380: bind: address already in use"}';
    assert.equal(explain(taken), undefined);
  });
});
