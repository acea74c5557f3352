import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seal, unseal, UnsealError } from './sealing.ts';

const key = randomBytes(32);

describe('sealing', () => {
  it('opens with the same key and purpose', () =>
    expect(unseal(seal('whsec_é', key, 'endpoint:1'), key, 'endpoint:1')).toBe('whsec_é'));

  it('never seals to the same bytes twice', () => expect(seal('a', key, 'p').equals(seal('a', key, 'p'))).toBe(false));

  const sealed = seal('secret', key, 'endpoint:1');
  const flipped = Buffer.from(sealed);
  flipped.writeUInt8(flipped.readUInt8(30) ^ 1, 30);
  it.each([
    ['another key', sealed, randomBytes(32), 'endpoint:1'],
    ['another row', sealed, key, 'endpoint:2'],
    ['one bit changed', flipped, key, 'endpoint:1'],
    ['bytes cut off', sealed.subarray(0, 20), key, 'endpoint:1'],
    ['nothing', Buffer.alloc(0), key, 'endpoint:1'],
  ])('does not open with %s', (_, bytes, withKey, purpose) =>
    expect(() => unseal(bytes, withKey, purpose)).toThrow(UnsealError),
  );
});
