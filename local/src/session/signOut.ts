import { PortalSignIn } from './PortalSignIn.ts';
import type { Session } from './Session.ts';
import type { SessionFile } from './SessionFile.ts';

/** What became of a sign-in: `unconfirmed` when only this machine forgot it and its tokens may still work. */
export type SignOut =
  | { kind: 'nobody' }
  | { kind: 'confirmed' | 'unconfirmed'; session: Session };

/** Forgets the sign-in on this machine whatever happens, then ends it at its portal. */
export async function signOut(file: SessionFile): Promise<SignOut> {
  const session = file.readUnchecked();
  file.remove();
  if (!session) return { kind: 'nobody' };
  const isRevoked = await revokeAtItsPortal(session);
  return { kind: isRevoked ? 'confirmed' : 'unconfirmed', session };
}

/** Puts a new sign-in in place of the former one, which is ended at its own portal if that can be. */
export async function replaceSession(
  file: SessionFile,
  session: Session,
): Promise<void> {
  const former = file.readUnchecked();
  file.write(session);
  if (former) await revokeAtItsPortal(former);
}

/** @returns whether the portal confirmed it; never rejects */
async function revokeAtItsPortal(session: Session): Promise<boolean> {
  try {
    const portal = await PortalSignIn.discover(session.portalUrl);
    await portal.revoke(session);
    return true;
  } catch {
    return false;
  }
}

/** How long the tokens of a sign-in that no portal revoked may work, in plain words. */
export function howLongItMayLive(session: Session): string {
  return session.refreshToken
    ? 'for up to 12 hours, and for up to 7 days if they are renewed'
    : `until ${new Date(session.expiresAt * 1000).toISOString()}`;
}
