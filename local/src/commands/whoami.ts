import type { Command } from 'commander';
import { instanceOf, withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { SessionFile } from '../session/SessionFile.ts';
import { whoAmI } from '../session/whoAmI.ts';

/** Adds `payday whoami` to the CLI. */
export function registerWhoami(program: Command): void {
  const command = program
    .command('whoami')
    .description('say who this command line acts as')
    .addHelpText(
      'after',
      `
Examples:
  ./payday whoami         name, roles and groups
  ./payday whoami --json  for a program to read

Ends with 1 when nobody is signed in.`,
    );
  withCommonOptions(command, { json: true }).action(whoami);
}

async function whoami(options: CommonOptions): Promise<void> {
  const instance = instanceOf(options);
  const person = await whoAmI(instance);
  const portalUrl = new SessionFile(instance).read()?.portalUrl;
  const groups = person.ownershipEntityRefs.filter(
    ref => ref !== person.userEntityRef,
  );
  if (options.json) {
    const { userEntityRef, displayName, roles } = person;
    console.log(
      JSON.stringify(
        { portalUrl, userEntityRef, displayName, roles, groups },
        null,
        2,
      ),
    );
    return;
  }
  console.log(person.displayName ?? person.userEntityRef);
  console.log(`  user    ${person.userEntityRef}`);
  console.log(`  roles   ${person.roles.join(', ') || 'none'}`);
  console.log(`  groups  ${groups.join(', ') || 'none'}`);
  console.log(`  portal  ${portalUrl}`);
}
