import type { Command } from 'commander';
import { instanceOf, withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { SessionFile } from '../session/SessionFile.ts';
import { howLongItMayLive, signOut } from '../session/signOut.ts';

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
  const result = await signOut(new SessionFile(instanceOf(options)));
  if (result.kind === 'nobody') {
    console.log('Nobody was signed in.');
    return;
  }
  const { portalUrl } = result.session;
  if (result.kind === 'confirmed') {
    console.log(`✔ Signed out of ${portalUrl}.`);
    return;
  }
  console.log('✔ This command line has forgotten the sign-in.');
  console.error(
    `The portal at ${portalUrl} did not confirm that it ended there. Copies of its tokens, if there are any, may work ${howLongItMayLive(
      result.session,
    )}.`,
  );
}
