import { Problem } from '../problem.ts';
import { isLoopbackHostname } from '../identity-provider/loopback.ts';

/**
 * A portal's address as typed, without a trailing slash.
 * @throws Problem (exit 2) unless it is https, or http on this machine: a token must not cross a network in the clear
 */
export function parsePortalUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Problem(
      `"${text}" is not the address of a portal.`,
      ['For example:  ./payday login --portal https://payday.example.com'],
      { exitCode: 2 },
    );
  if (url.protocol === 'http:' && !isLoopbackHostname(url.hostname))
    throw new Problem(
      `${url.origin} would send your sign-in over the network unencrypted.`,
      [`Use https:  ./payday login --portal https://${url.host}`],
      { exitCode: 2 },
    );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
