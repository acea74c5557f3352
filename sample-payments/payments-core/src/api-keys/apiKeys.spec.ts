import { describe, expect, it } from 'vitest';
import { newUuid } from '../identifiers/index.ts';
import { isInForce, makeApiKey, matchesHash, parseApiKey } from './apiKeys.ts';

const pepper = Buffer.alloc(32, 1);
const id = newUuid();

describe('API keys', () => {
  it('lead back to their row and match their hash', () => {
    const { key, hash } = makeApiKey({ id, live: false }, pepper);
    const presented = parseApiKey(key);
    expect(presented).toMatchObject({ id, live: false });
    expect(matchesHash(presented?.secret ?? '', pepper, hash)).toBe(true);
  });

  it('say in which mode they work', () =>
    expect(parseApiKey(makeApiKey({ id, live: true }, pepper).key)?.live).toBe(true));

  it('do not match with another pepper or another secret', () => {
    const { key, hash } = makeApiKey({ id, live: false }, pepper);
    expect(matchesHash(parseApiKey(key)?.secret ?? '', Buffer.alloc(32, 2), hash)).toBe(false);
    expect(matchesHash('0'.repeat(64), pepper, hash)).toBe(false);
  });

  it('do not contain their hash', () => {
    const { key, hash } = makeApiKey({ id, live: false }, pepper);
    expect(key).not.toContain(hash.toString('hex'));
  });

  it.each([
    '',
    'sk_test_',
    `sk_prod_${'0'.repeat(32)}_${'0'.repeat(64)}`,
    `sk_test_${'0'.repeat(32)}_${'0'.repeat(63)}`,
  ])('%j is not shaped like a key', text => expect(parseApiKey(text)).toBeUndefined());

  const now = new Date('2026-11-24T10:00:00Z');
  it.each([
    ['a fresh key works', null, null, true],
    ['a rolled key works until its overlap ends', new Date(now.getTime() + 1), null, true],
    ['a rolled key stops at the end of its overlap', now, null, false],
    ['a revoked key stops at once', new Date(now.getTime() + 1), now, false],
  ])('%s', (_, expiresAt, revokedAt, works) => expect(isInForce({ expiresAt, revokedAt }, now)).toBe(works));
});
