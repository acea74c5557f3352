import { describe, expect, it } from 'vitest';
import { actionPage } from './actionPage.ts';
import type { Entry } from './operations.ts';
import { returnUrl } from './returnUrl.ts';

const OWN = 'https://pay.example';

describe('returnUrl', () => {
  it.each(['https://pay.example/checkout/pay_1', 'http://localhost:5173/checkout/pay_1', 'http://pay.localhost:8088/'])(
    'leads to %s',
    url => {
      expect(returnUrl(url, OWN)).toBe(url);
    },
  );

  it.each([
    undefined,
    '',
    ['https://pay.example/'],
    '/checkout/pay_1',
    'https://evil.example/',
    'https://pay.example.evil.example/',
    'https://evil.example/?https://pay.example',
    'https://pay.example@evil.example/',
    'javascript:alert(1)',
    '//evil.example',
  ])('leads nowhere for %j', url => {
    expect(returnUrl(url, OWN)).toBeUndefined();
  });
});

describe('the page', () => {
  const entry = { reference: 'r1', amount: 1000, currency: 'USD' } as Entry;

  it('passes the way back on to both buttons', () => {
    const page = actionPage({ ...entry, outcome: 'requires_action' } as Entry, 'https://pay.example/a?b="<c>');
    expect(page.match(/\?return_url=https%3A%2F%2Fpay\.example%2Fa%3Fb%3D%22%3Cc%3E"/g)).toHaveLength(2);
  });

  it('links back once it is decided, and cannot be broken by the address', () => {
    const page = actionPage({ ...entry, outcome: 'approved' } as Entry, 'https://pay.example/a?b="<c>&d');
    expect(page).toContain('<a href="https://pay.example/a?b=&quot;&lt;c>&amp;d">Back to the shop</a>');
  });

  it('can be closed where nobody said what comes next', () => {
    expect(actionPage({ ...entry, outcome: 'approved' } as Entry)).toContain('You can close this page.');
  });
});
