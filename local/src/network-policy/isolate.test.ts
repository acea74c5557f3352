import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isolate } from './isolate.ts';
import { CASES, isForClusters } from './testing/cases.ts';
import { clusterOf } from './testing/clusterOf.ts';
import { isAllowed } from './testing/isAllowed.ts';
import type { Attempt } from './testing/policyCase.ts';
import { randomCase } from './testing/randomCase.ts';
import { specificationAllows } from './testing/specificationVerdict.ts';

const RANDOM_CASES = 300;

describe('NetworkPolicies, case by case', () => {
  for (const policyCase of CASES)
    it(policyCase.title, () => {
      const isolation = isolate(clusterOf(policyCase));
      assert.ok(policyCase.attempts.length > 0);
      for (const attempt of policyCase.attempts)
        assert.equal(
          isAllowed(isolation, attempt),
          attempt.isAllowed,
          describeAttempt(attempt),
        );
    });
});

describe('the specification, read anew for each connection', () => {
  it('agrees with every case of the table', () => {
    for (const policyCase of CASES.filter(isForClusters))
      for (const attempt of policyCase.attempts)
        assert.equal(
          specificationAllows(clusterOf(policyCase), attempt),
          attempt.isAllowed,
          `${policyCase.title}: ${describeAttempt(attempt)}`,
        );
  });

  it(`agrees on ${RANDOM_CASES} sets of random policies`, () => {
    const verdicts = { allowed: 0, denied: 0 };
    for (let seed = 1; seed <= RANDOM_CASES; seed += 1) {
      const policyCase = randomCase(seed);
      const state = clusterOf(policyCase);
      const isolation = isolate(state);
      for (const attempt of policyCase.attempts) {
        const expected = specificationAllows(state, attempt);
        verdicts[expected ? 'allowed' : 'denied'] += 1;
        assert.equal(
          isAllowed(isolation, attempt),
          expected,
          `${policyCase.title}: ${describeAttempt(attempt)}`,
        );
      }
    }
    assert.ok(verdicts.allowed > 2_000 && verdicts.denied > 2_000);
  });
});

function describeAttempt({ from, to, protocol, port }: Attempt): string {
  return `${from} → ${to} ${protocol} ${port}`;
}
