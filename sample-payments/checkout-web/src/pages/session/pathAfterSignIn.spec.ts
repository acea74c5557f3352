import { expect, it } from 'vitest';
import { pathAfterSignIn } from './pathAfterSignIn.ts';

it.each([
  ['/payments?status=succeeded', '/payments?status=succeeded'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
])('after signing in, %j leads to %j', (next, expected) =>
  expect(pathAfterSignIn(new URLSearchParams({ next }))).toBe(expected),
);

it('leads home when nothing was asked for', () => expect(pathAfterSignIn(new URLSearchParams())).toBe('/'));
