import { CHECKOUT_PAGE } from '@payments/core/dashboard-contract';

/** Where a page is, and how it changes that without loading anew; `window` in browsers. */
export interface Place {
  location: { pathname: string; search: string; hash: string };
  history: { replaceState(data: unknown, unused: string, url: string): void };
}

/** Only the shape is checked here; the API knows the rest. */
const CLIENT_SECRET = /^#(cs_[0-9A-Za-z_-]{20,200})$/;

let taken: string | undefined;

/**
 * Takes the client secret out of the address before anything else sees it: neither the history, nor a bookmark, nor a
 * screenshot keeps it. From then on it is in this page's memory only; the API's cookie outlives it.
 */
export function takeClientSecret({ location, history }: Place): void {
  const { pathname, search, hash } = location;
  if (!pathname.startsWith(`${CHECKOUT_PAGE}/`) || hash === '') return;
  taken = CLIENT_SECRET.exec(hash)?.[1];
  history.replaceState(null, '', pathname + search);
}

/** The secret that was taken, if any. */
export function takenSecret(): string | undefined {
  return taken;
}
