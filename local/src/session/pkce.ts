import { createHash, randomBytes } from 'node:crypto';

/** Proof that whoever redeems a code is the one who asked for it (RFC 7636, method S256). */
export interface Pkce {
  /** Stays here until the code is redeemed. */
  verifier: string;
  /** Goes along with the request. */
  challenge: string;
}

/** A new pair for one sign-in. */
export function createPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: challengeOf(verifier) };
}

/** The S256 challenge of a verifier. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
