import type { Command } from 'commander';
import { openAddress } from '../openAddress.ts';
import { instanceOf, withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { howToStart } from '../session/authorizedFetch.ts';
import { parsePortalUrl } from '../session/portalUrl.ts';
import { PortalSignIn } from '../session/PortalSignIn.ts';
import { SessionFile } from '../session/SessionFile.ts';
import { signIn } from '../session/signIn.ts';
import { replaceSession } from '../session/signOut.ts';
import { describePerson, whoAmI } from '../session/whoAmI.ts';

interface LoginOptions extends CommonOptions {
  portal?: string;
  browser: boolean;
}

/** Adds `payday login` to the CLI. */
export function registerLogin(program: Command): void {
  const command = program
    .command('login')
    .description('sign in: what you do here is then done as you')
    .option('--portal <url>', 'another portal than the one of this instance')
    .option('--no-browser', 'only print the address to open')
    .addHelpText(
      'after',
      `
Examples:
  ./payday login                                      sign in at the local portal
  ./payday login --no-browser                         print the address instead of opening it
  ./payday login --portal https://payday.example.com  sign in at the portal of your company

The portal asks in the browser who you are and whether the command line may act for you.
The sign-in is kept under .payday/, readable by you only; ./payday logout ends it.`,
    );
  withCommonOptions(command).action(login);
}

async function login(options: LoginOptions): Promise<void> {
  const instance = instanceOf(options);
  const portalUrl = parsePortalUrl(options.portal ?? instance.portalUrl);
  const portal = await PortalSignIn.discover(
    portalUrl,
    howToStart(instance, portalUrl),
  );
  const session = await signIn(portal, url => {
    const opened = options.browser && openAddress(url);
    console.error(
      opened
        ? 'Your browser opens to sign you in. If it does not, open this address on this machine:'
        : 'Open this address in a browser on this machine to sign in:',
    );
    console.error(`\n  ${url}\n`);
    console.error('Waiting for you in the browser (Ctrl+C stops waiting) …');
  });
  await replaceSession(new SessionFile(instance), session);
  console.log(
    `✔ Signed in at ${portalUrl} as ${describePerson(await whoAmI(instance))}.`,
  );
}
