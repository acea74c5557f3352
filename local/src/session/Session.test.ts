import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { nextStep } from './Session.ts';

const NOW = 1_800_000_000;

suite('nextStep', () => {
  const cases: [string, number, string | undefined, string][] = [
    ['uses a token with more than a minute left', 61, 'r', 'use'],
    ['refreshes a token with a minute left', 60, 'r', 'refresh'],
    ['refreshes a token that ended', -10, 'r', 'refresh'],
    ['uses a token to its end without a refresh token', 1, undefined, 'use'],
    ['asks to sign in when nothing is left', 0, undefined, 'sign-in'],
  ];
  for (const [title, left, refreshToken, step] of cases)
    test(title, () => {
      assert.equal(
        nextStep({ expiresAt: NOW + left, refreshToken }, NOW),
        step,
      );
    });
});
