import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Queryable } from './queryable.ts';

const ITERATIONS = 4096;

/**
 * Sets the password of a role the migrations made. The server gets a SCRAM verifier, not the password, so that no
 * statement log can show it (RFC 5803; PostgreSQL accepts verifiers in ALTER ROLE).
 */
export async function setRolePassword(
  database: Queryable,
  role: 'payments_app' | 'payments_read_only',
  password: string,
): Promise<void> {
  await database.query(`ALTER ROLE ${role} PASSWORD '${scramVerifier(password, randomBytes(16))}'`);
}

/** `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`. Passwords are ASCII here, for which SASLprep changes nothing. */
export function scramVerifier(password: string, salt: Buffer): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
