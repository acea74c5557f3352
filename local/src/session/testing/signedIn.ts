import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstance } from '../../instance.ts';
import type { Instance } from '../../instance.ts';
import { PortalSignIn } from '../PortalSignIn.ts';
import { SessionFile } from '../SessionFile.ts';
import { signIn } from '../signIn.ts';
import { FakePortal } from './FakePortal.ts';

/** An instance in a folder of its own whose portal is this one. */
export function instanceOfPortal(
  test: { after(callback: () => unknown): void },
  portalUrl: string,
): Instance {
  const root = mkdtempSync(join(tmpdir(), 'payday-sign-in-'));
  test.after(() => rmSync(root, { recursive: true, force: true }));
  return { ...openInstance('default', { root, portOffset: 0 }), portalUrl };
}

/** A portal and an instance on which a person signed in through it. */
export async function signedIn(
  test: { after(callback: () => unknown): void },
  changes: Partial<FakePortal> = {},
) {
  const portal = Object.assign(await FakePortal.start(test), changes);
  const instance = instanceOfPortal(test, portal.url);
  const file = new SessionFile(instance);
  file.write(await signIn(await PortalSignIn.discover(portal.url), browse));
  return { portal, instance, file };
}

/** Opens an address and goes wherever it leads, as a browser does. */
export function browse(url: string): void {
  void fetch(url);
}
