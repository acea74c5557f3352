import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isAllowedHost, isLoopback, isPublicAddress } from '@payments/core/webhooks';

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<string[]>;

/** What may be called besides public https addresses. */
export interface Exceptions {
  /** This machine. */
  allowLoopback: boolean;
  /** Hosts with their ports, whatever their address. */
  allowedHosts: readonly string[];
}

/** The endpoint's host is, or has among its addresses, one that is not for us to call. */
export class BlockedAddressError extends Error {
  override name = 'BlockedAddressError';
}

/** The system's resolver, as `/etc/hosts` and DNS say. */
export const systemResolve: Resolve = async host => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * The one address to connect to. The name is resolved here and nowhere else, so that a second answer of the DNS cannot
 * lead elsewhere. One bad address among good ones refuses all.
 * @throws BlockedAddressError
 */
export async function resolveTarget(url: URL, exceptions: Exceptions, resolve: Resolve): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolve(host);
  const [first] = addresses;
  if (first === undefined) throw new Error(`${host} has no address.`);
  if (isAllowedHost(url, exceptions.allowedHosts)) return first;
  if (exceptions.allowLoopback && addresses.every(isLoopback)) return first;
  if (url.protocol !== 'https:' || !addresses.every(isPublicAddress)) {
    throw new BlockedAddressError(`${url.protocol}//${host} is not a public https address.`);
  }
  return first;
}
