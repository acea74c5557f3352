import { describe, expect, it } from 'vitest';
import { isAllowedHost } from './allowedHosts.ts';

const ALLOWED = ['merchant-simulator:8091', 'hooks.internal:80', 'tls.internal:443', '[fd00::1]:8091'];

describe('an allowed host', () => {
  it.each([
    'http://merchant-simulator:8091/hooks/shop',
    'https://merchant-simulator:8091/',
    'HTTP://Merchant-Simulator:8091/',
    'http://hooks.internal/',
    'https://tls.internal/',
    'http://[FD00:0::1]:8091/',
  ])('is that of %s', url => {
    expect(isAllowedHost(new URL(url), ALLOWED)).toBe(true);
  });

  it.each([
    'http://merchant-simulator/',
    'http://merchant-simulator:8092/',
    'http://merchant-simulator:809/',
    'http://other:8091/',
    'http://merchant-simulator.evil.example:8091/',
    'http://a.merchant-simulator:8091/',
    'http://merchant-simulator.:8091/',
    'http://evil.example/merchant-simulator:8091',
    'http://user@merchant-simulator:8091/',
    `http://${'merchant-simulator:8091'}@evil.example/`,
    'https://hooks.internal/',
    'http://tls.internal/',
    'ftp://merchant-simulator:8091/',
  ])('is not that of %s', url => {
    expect(isAllowedHost(new URL(url), ALLOWED)).toBe(false);
  });

  it('is none where none is listed', () =>
    expect(isAllowedHost(new URL('http://merchant-simulator:8091/'), [])).toBe(false));
});
