import { createHash, randomBytes } from 'node:crypto';

/** A fresh session token for the cookie (256 random bits) and the hash to store instead of it. */
export function makeSessionToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashSessionToken(token) };
}

/** What `dashboard_sessions.token_hash` holds. A plain hash is enough for 256 random bits. */
export function hashSessionToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
