import { isIP } from 'node:net';
import { isPublicAddress } from '@payments/core/webhooks';

/** Names that never lead to the public internet (RFC 6761, RFC 6762, and what clouds and clusters use inside). */
const INNER_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|svc|cluster\.local)$/;

/**
 * True for a URL that may be on the public internet. The worker checks again what the name resolves to, each time it
 * sends: names change their address.
 */
export function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  if (username || password) return false;
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host)) return isPublicAddress(host);
  return host.includes('.') && !INNER_NAMES.test(host);
}
