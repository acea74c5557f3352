import { Problem } from '../problem.ts';

const LOOPBACK_HOSTNAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for the host names that never leave this machine. Takes the form of `URL.hostname`, so IPv6 in brackets. */
export function isLoopbackHostname(hostname: string): boolean {
  return LOOPBACK_HOSTNAMES.has(hostname.toLowerCase());
}

/**
 * Refuses an address that other machines could reach: local sign-in asks for no password.
 * @param what how the message names the address, with the variable it came from
 * @throws Problem naming the address and the way out
 */
export function requireLoopback(what: string, url: URL): void {
  if (isLoopbackHostname(url.hostname)) return;
  throw new Problem(
    `Local sign-in has no passwords, so it only runs for this machine: ${what} is ${url.origin}, which is not localhost, 127.0.0.1 or ::1.`,
    [
      'On this machine, start Payday with:  ./payday up',
      'For other machines, use Microsoft Entra sign-in: app-config.production.yaml',
    ],
  );
}
