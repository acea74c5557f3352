import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { challengeOf, createPkce } from './pkce.ts';

suite('PKCE', () => {
  test('makes the challenge of RFC 7636, appendix B', () => {
    assert.equal(
      challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  test('makes a new verifier each time, as long as the RFC demands', () => {
    const [one, other] = [createPkce(), createPkce()];
    assert.match(one.verifier, /^[\w-]{43}$/);
    assert.equal(one.challenge, challengeOf(one.verifier));
    assert.notEqual(one.verifier, other.verifier);
  });
});
