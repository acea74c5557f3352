import type { Command } from 'commander';
import { instanceOf, withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { PortalSignIn } from '../session/PortalSignIn.ts';
import { SessionFile } from '../session/SessionFile.ts';

/** Adds `payday logout` to the CLI. */
export function registerLogout(program: Command): void {
  const command = program
    .command('logout')
    .description('sign out: forget the sign-in of this command line')
    .addHelpText(
      'after',
      `
Examples:
  ./payday logout                    sign out
  ./payday logout --instance second  sign out of another instance

The browser stays signed in; sign out there with the portal’s own menu.`,
    );
  withCommonOptions(command).action(logout);
}

async function logout(options: CommonOptions): Promise<void> {
  const file = new SessionFile(instanceOf(options));
  const session = file.readUnchecked();
  file.remove();
  if (!session) {
    console.log('Nobody was signed in.');
    return;
  }
  try {
    const portal = await PortalSignIn.discover(session.portalUrl);
    await portal.revoke(session);
  } catch {
    console.error(
      `The portal at ${session.portalUrl} could not be told; there the sign-in ends by itself within hours.`,
    );
  }
  console.log(`✔ Signed out of ${session.portalUrl}.`);
}
