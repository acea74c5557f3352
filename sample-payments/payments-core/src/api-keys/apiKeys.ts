import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as a caller presents it, taken apart. */
export interface PresentedKey {
  /** UUID of the row in `api_keys`. */
  id: string;
  live: boolean;
  secret: string;
}

/**
 * Makes the key of a row: `sk_test_<id>_<secret>`, with 32 random bytes as the secret. Show it once, store the hash.
 * @param id UUID of the row
 * @param secret 64 hexadecimal digits; only tests and seeds choose it
 */
export function makeApiKey(
  { id, live }: { id: string; live: boolean },
  pepper: Buffer,
  secret: string = randomBytes(32).toString('hex'),
): { key: string; hash: Buffer } {
  const key = `sk_${live ? 'live' : 'test'}_${id.replaceAll('-', '')}_${secret}`;
  return { key, hash: hashSecret(secret, pepper) };
}

/** Takes a presented key apart; `undefined` for anything that is not shaped like one. Says nothing about validity. */
export function parseApiKey(text: string): PresentedKey | undefined {
  const match =
    /^sk_(test|live)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([0-9a-f]{64})$/.exec(text);
  if (!match) return undefined;
  return { live: match[1] === 'live', id: match.slice(2, 7).join('-'), secret: match[7] ?? '' };
}

/** HMAC-SHA256 with a pepper kept outside the database. A fast hash is enough for 256 random bits. */
export function hashSecret(secret: string, pepper: Buffer): Buffer {
  return createHmac('sha256', pepper).update(secret).digest();
}

/** True when the secret belongs to the stored hash; takes the same time whichever byte differs. */
export function matchesHash(secret: string, pepper: Buffer, hash: Buffer): boolean {
  const actual = hashSecret(secret, pepper);
  return hash.length === actual.length && timingSafeEqual(actual, hash);
}

/** True while a key works: not revoked, and before the end of its overlap when it was rolled. */
export function isInForce(key: { expiresAt: Date | null; revokedAt: Date | null }, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}
