import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Receivers refuse what is older, and so does `verifySignature` (Standard Webhooks). */
export const TOLERANCE_SECONDS = 300;

/** How long deliveries carry the signatures of both secrets after a roll. */
export const ROLL_OVERLAP_MS = 24 * 60 * 60 * 1000;

export interface SignedMessage {
  /** The event's public id; receivers tell repeats apart by it. */
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  /** The exact bytes sent. */
  body: string;
}

/** A fresh signing secret: `whsec_` and 32 random bytes in base64. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/**
 * The headers of a delivery, signed with every secret in force: during a roll that is the new one, then the former.
 * @see https://www.standardwebhooks.com
 */
export function signedHeaders(message: SignedMessage, secrets: readonly string[]): Record<string, string> {
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': secrets.map(secret => `v1,${sign(message, secret).toString('base64')}`).join(' '),
  };
}

/** What an endpoint has for secrets, opened. */
export interface WebhookSecrets {
  current: string;
  previous?: string;
  previousExpiresAt?: Date;
}

/** The secrets to sign with now, newest first. The former one drops out at the end of the overlap. */
export function secretsInForce({ current, previous, previousExpiresAt }: WebhookSecrets, now: Date): string[] {
  return previous && previousExpiresAt && previousExpiresAt > now ? [current, previous] : [current];
}

/** What a receiver does: true for a fresh message with a signature of the secret. */
export function verifySignature(message: SignedMessage, signatures: string, secret: string, now: Date): boolean {
  if (Math.abs(now.getTime() / 1000 - message.timestamp) > TOLERANCE_SECONDS) return false;
  const expected = sign(message, secret);
  return signatures.split(' ').some(signature => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function sign({ id, timestamp, body }: SignedMessage, secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
}
