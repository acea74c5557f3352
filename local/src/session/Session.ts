import { z } from 'zod';

/** Ask for a new access token when the old one has less than this left, so that it does not end on its way. */
export const REFRESH_MARGIN_SECONDS = 60;

/** A person's sign-in at one portal, as it stands in the session file. */
export const sessionSchema = z.object({
  /** Address of the portal, without a trailing slash. */
  portalUrl: z.url(),
  clientId: z.string().min(1),
  /** Only for a client that registered itself. */
  clientSecret: z.string().optional(),
  accessToken: z.string().min(1),
  /** Absent when the portal hands out none: the sign-in then ends with the access token. */
  refreshToken: z.string().optional(),
  /** End of the access token, seconds since 1970. */
  expiresAt: z.number(),
});

/** See `sessionSchema`. */
export type Session = z.infer<typeof sessionSchema>;

/** What to do before the access token is sent: nothing, get a new one, or sign in anew. */
export function nextStep(
  session: Pick<Session, 'expiresAt' | 'refreshToken'>,
  nowSeconds: number,
): 'use' | 'refresh' | 'sign-in' {
  if (session.expiresAt - nowSeconds > REFRESH_MARGIN_SECONDS) return 'use';
  if (session.refreshToken) return 'refresh';
  return session.expiresAt > nowSeconds ? 'use' : 'sign-in';
}
