import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';
import { hashSessionToken, makeSessionToken } from './sessionTokens.ts';

describe('passwords', () => {
  it('only the password itself matches its hash', async () => {
    const stored = await hashPassword('correct horse');
    expect(await verifyPassword('correct horse', stored)).toBe(true);
    expect(await verifyPassword('correct horses', stored)).toBe(false);
  });

  it.each(['', 'plain', 'bcrypt$1$2$3$4$5', 'scrypt$32768$8$1$$'])('%j matches nothing', async stored =>
    expect(await verifyPassword('', stored)).toBe(false),
  );
});

describe('session tokens', () => {
  it('are found by their hash', () => {
    const { token, hash } = makeSessionToken();
    expect(hashSessionToken(token)).toEqual(hash);
  });
});
