import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The sealed bytes were changed, cut, or sealed with another key or for another purpose. */
export class UnsealError extends Error {
  override name = 'UnsealError';
}

/**
 * Encrypts a secret for storage (AES-256-GCM, fresh nonce each time).
 * @param key 32 bytes
 * @param purpose bound to the result, such as `webhook_endpoint:<uuid>`: bytes copied to another row do not open
 */
export function seal(secret: string, key: Buffer, purpose: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/**
 * Opens what `seal` made.
 * @throws UnsealError
 */
export function unseal(sealed: Buffer, key: Buffer, purpose: string): string {
  const [nonce, tag, body] = [
    sealed.subarray(0, NONCE_BYTES),
    sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
    sealed.subarray(NONCE_BYTES + TAG_BYTES),
  ];
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new UnsealError(`What was sealed for ${purpose} does not open with this key.`, { cause });
  }
}
