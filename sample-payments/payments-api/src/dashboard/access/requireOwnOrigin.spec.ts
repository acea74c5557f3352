import { describe, expect, it } from 'vitest';
import { requireOwnOrigin } from './requireOwnOrigin.ts';

const OWN = 'https://pay.example';

describe('requireOwnOrigin', () => {
  it.each([
    ['our page, by its origin', 'POST', { origin: OWN }],
    ['our page, by what the browser says', 'DELETE', { 'sec-fetch-site': 'same-origin' }],
    ['our page, by both', 'PATCH', { origin: OWN, 'sec-fetch-site': 'same-origin' }],
    ['a read from anywhere', 'GET', { 'sec-fetch-site': 'cross-site' }],
  ])('lets %s pass', (_, method, headers) => {
    expect(() => requireOwnOrigin({ method, headers }, OWN)).not.toThrow();
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a page below our name', { origin: 'https://x.pay.example' }],
    ['a name that begins with ours', { origin: 'https://pay.example.evil.example' }],
    ['our host without https', { origin: 'http://pay.example' }],
    ['another port', { origin: 'https://pay.example:444' }],
    ['a page without origin', { origin: 'null' }],
    ['another site that the browser names', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { origin: OWN, 'sec-fetch-site': 'same-site' }],
    ['a bookmark', { 'sec-fetch-site': 'none' }],
    ['who says neither', {}],
  ])('refuses a change from %s', (_, headers) => {
    expect(() => requireOwnOrigin({ method: 'POST', headers }, OWN)).toThrow('Changes are taken from our own pages');
  });
});
