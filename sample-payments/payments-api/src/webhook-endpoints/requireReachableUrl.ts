import { isAllowedHost } from '@payments/core/webhooks';
import { invalid } from '../http/problem.ts';
import { isPublicUrl } from './isPublicUrl.ts';

/**
 * Lets through https addresses that may be on the public internet, and hosts that the operator allows.
 * @throws ProblemError 400 for all others
 */
export function requireReachableUrl(text: string, allowedHosts: readonly string[]): void {
  if (URL.canParse(text) && isAllowedHost(new URL(text), allowedHosts)) return;
  if (!text.startsWith('https://')) throw invalid('parameter_invalid', 'Must start with https://.', 'url');
  if (!isPublicUrl(text))
    throw invalid('url_refused', 'Must be an address on the public internet, without a password.', 'url');
}
