/** Host and port of an address as `WEBHOOK_ALLOWED_HOSTS` lists them: with the port, also where it is the usual one. */
export function hostAndPort({ protocol, hostname, port }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

/**
 * True for a web address on one of these hosts, at that port, without a password. Events may go there by http too, and
 * to private addresses.
 */
export function isAllowedHost(url: URL, allowedHosts: readonly string[]): boolean {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && !url.username && !url.password && allowedHosts.includes(hostAndPort(url));
}
