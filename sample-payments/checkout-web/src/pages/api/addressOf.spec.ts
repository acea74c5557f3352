import { describe, expect, it } from 'vitest';
import { addressOf } from './addressOf.ts';

describe('addressOf', () => {
  it('fills in and escapes the parameters', () =>
    expect(addressOf('/v1/a/:first_id/b/:second', { first_id: 'x/y', second: 'z' })).toBe('/v1/a/x%2Fy/b/z'));

  it('leaves out what is not set', () =>
    expect(addressOf('/v1/a', {}, { q: 'a b&c', status: undefined, to: '' })).toBe('/v1/a?q=a+b%26c'));

  it('refuses a path without its parameter', () => expect(() => addressOf('/v1/:id')).toThrow('/v1/:id needs id.'));
});
