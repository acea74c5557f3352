import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What lets its holder pay one payment. Derived from the payment's id with the pepper of the API keys, so that it
 * stands nowhere: neither in the database nor in stored answers, and a new one is never needed.
 * @param paymentId UUID
 */
export function clientSecretOf(paymentId: string, pepper: Buffer): string {
  return `cs_${createHmac('sha256', pepper).update(`client secret of payment ${paymentId}`).digest('base64url')}`;
}

/** True when it is the payment's secret; takes the same time whichever character differs. */
export function isClientSecret(presented: string, paymentId: string, pepper: Buffer): boolean {
  const expected = Buffer.from(clientSecretOf(paymentId, pepper));
  const actual = Buffer.from(presented);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
