import { redactPans } from './pan.ts';

/**
 * The secret part of API keys, webhook secrets, client secrets of payments, and passwords in addresses. Ids stay: they
 * help to find the key.
 */
const SECRETS: readonly [pattern: RegExp, replacement: string][] = [
  [/\b(sk_(?:test|live)_[0-9a-f]{32})_[0-9a-f]{64}/g, '$1_[redacted]'],
  [/\bwhsec_[0-9A-Za-z+/=]{16,}/g, 'whsec_[redacted]'],
  [/\bcs_[0-9A-Za-z_-]{43}/g, 'cs_[redacted]'],
  [/\b((?:postgres(?:ql)?|rediss?|https?):\/\/[^\s:/@"]*):[^\s@/"]+@/g, '$1:[redacted]@'],
];

/** True when the text holds an API key, a webhook or client secret, or a password in an address. */
export function containsSecret(text: string): boolean {
  return redactSecrets(text) !== text;
}

/** The text without secrets. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((result, [pattern, replacement]) => result.replaceAll(pattern, replacement), text);
}

/** The text without card numbers and secrets: what every log line and span passes through. */
export function redactSensitive(text: string): string {
  return redactPans(redactSecrets(text));
}
