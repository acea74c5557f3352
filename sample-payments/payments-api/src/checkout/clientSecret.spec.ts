import { newUuid } from '@payments/core/identifiers';
import { containsSecret } from '@payments/core/pan';
import { describe, expect, it } from 'vitest';
import { clientSecretOf, isClientSecret } from './clientSecret.ts';

const pepper = Buffer.alloc(32, 1);

describe('a client secret', () => {
  it('is the same each time, another for each payment, and another with another pepper', () => {
    const [one, other] = [newUuid(), newUuid()];
    const secret = clientSecretOf(one, pepper);
    expect(secret).toMatch(/^cs_[\w-]{43}$/);
    expect(clientSecretOf(one, pepper)).toBe(secret);
    expect(isClientSecret(secret, one, pepper)).toBe(true);
    expect(isClientSecret(secret, other, pepper)).toBe(false);
    expect(isClientSecret(secret, one, Buffer.alloc(32, 3))).toBe(false);
  });

  it.each(['', 'cs_', `cs_${'A'.repeat(43)}`, `cs_${'é'.repeat(43)}`])('is not %j', presented => {
    expect(isClientSecret(presented, newUuid(), pepper)).toBe(false);
  });

  it('is kept out of logs, and missed by no check for secrets', () => {
    for (let index = 0; index < 200; index += 1)
      expect(containsSecret(`{"a":"${clientSecretOf(newUuid(), pepper)}"}`)).toBe(true);
  });
});
