import { randomBytes } from 'node:crypto';
import { CallbackServer } from './CallbackServer.ts';
import { createPkce } from './pkce.ts';
import type { PortalSignIn } from './PortalSignIn.ts';
import type { Session } from './Session.ts';

/** How long a person may take in the browser. */
export const SIGN_IN_TIMEOUT_MS = 5 * 60_000;

/**
 * Signs a person in through the browser.
 * @param show is given the address to open; the result waits until the browser came back
 * @throws Problem when the person refuses or takes too long, or the portal refuses
 */
export async function signIn(
  portal: PortalSignIn,
  show: (url: string) => void,
  timeoutMs: number = SIGN_IN_TIMEOUT_MS,
): Promise<Session> {
  const state = randomBytes(32).toString('base64url');
  const pkce = createPkce();
  const callback = await CallbackServer.listen(state);
  try {
    const { redirectUri } = callback;
    const client = await portal.client(redirectUri);
    show(portal.authorizeUrl(client, { redirectUri, state, pkce }));
    const code = await callback.code(timeoutMs);
    const now = Math.floor(Date.now() / 1000);
    return await portal.redeem(client, { code, redirectUri, pkce, now });
  } finally {
    await callback.close();
  }
}
