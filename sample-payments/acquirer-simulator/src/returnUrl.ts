const LOCAL_HOST = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Where the customer goes after the page: to pages of the simulator's own origin and of this machine only, so that a
 * link to the simulator cannot lead anywhere else.
 */
export function returnUrl(asked: unknown, own: string): string | undefined {
  if (typeof asked !== 'string' || !URL.canParse(asked)) return undefined;
  const url = new URL(asked);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return url.origin === new URL(own).origin || LOCAL_HOST.test(url.hostname) ? url.href : undefined;
}
