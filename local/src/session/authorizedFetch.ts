import { commandFor } from '../instance.ts';
import type { Instance } from '../instance.ts';
import { Problem } from '../problem.ts';
import { PortalSignIn, request, SignInEnded } from './PortalSignIn.ts';
import { nextStep } from './Session.ts';
import type { Session } from './Session.ts';
import { SessionFile } from './SessionFile.ts';

/**
 * Asks the portal something as the person who signed in with `payday login`. Gets a new access token first when the old
 * one is about to end, and once more when the portal no longer accepts it. Other failure statuses are the caller's.
 * @param path below the portal's address, e.g. `/api/permission/access`
 * @throws Problem when nobody is signed in, the sign-in ended, or the portal does not answer
 */
export async function authorizedFetch(
  instance: Instance,
  path: `/${string}`,
  init: RequestInit = {},
): Promise<Response> {
  const file = new SessionFile(instance);
  const session = await freshSession(instance, file);
  const response = await send(instance, session, path, init);
  if (response.status !== 401) return response;
  const renewed = await renew(instance, file, session);
  const second = await send(instance, renewed, path, init);
  if (second.status === 401) throw ended(instance, session.portalUrl);
  return second;
}

/** The stored sign-in, with an access token that is good for a while. */
async function freshSession(
  instance: Instance,
  file: SessionFile,
): Promise<Session> {
  const session = file.read();
  if (!session)
    throw new Problem('Nobody is signed in on this command line.', [
      `Sign in:  ${commandFor(instance, 'login')}`,
    ]);
  switch (nextStep(session, Date.now() / 1000)) {
    case 'use':
      return session;
    case 'refresh':
      return renew(instance, file, session);
    case 'sign-in':
      throw ended(instance, session.portalUrl);
  }
}

/** Refreshes `used`, unless another process did so in the meantime. */
async function renew(
  instance: Instance,
  file: SessionFile,
  used: Session,
): Promise<Session> {
  return file.locked(async () => {
    const current = file.read();
    if (!current?.refreshToken) throw ended(instance, used.portalUrl);
    if (current.accessToken !== used.accessToken) return current;
    const portal = await PortalSignIn.discover(
      current.portalUrl,
      howToStart(instance, current.portalUrl),
    );
    try {
      const renewed = await portal.refresh(
        current,
        Math.floor(Date.now() / 1000),
      );
      file.write(renewed);
      return renewed;
    } catch (error) {
      if (!(error instanceof SignInEnded)) throw error;
      const latest = file.read();
      if (latest && latest.refreshToken !== current.refreshToken) return latest;
      file.remove();
      throw ended(instance, used.portalUrl);
    }
  });
}

async function send(
  instance: Instance,
  session: Session,
  path: string,
  init: RequestInit,
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${session.accessToken}`);
  return request(
    `${session.portalUrl}${path}`,
    { ...init, headers },
    session.portalUrl,
    howToStart(instance, session.portalUrl),
  );
}

/** What to type when a portal does not answer; undefined for one that this instance does not run. */
export function howToStart(
  instance: Instance,
  portalUrl: string,
): string | undefined {
  return portalUrl === instance.portalUrl
    ? commandFor(instance, 'up')
    : undefined;
}

function ended(instance: Instance, portalUrl: string): Problem {
  const elsewhere =
    portalUrl === instance.portalUrl ? '' : ` --portal ${portalUrl}`;
  return new Problem(`Your sign-in at ${portalUrl} has ended.`, [
    `Sign in again:  ${commandFor(instance, 'login')}${elsewhere}`,
  ]);
}
