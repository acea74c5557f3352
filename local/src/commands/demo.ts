import type { Command } from 'commander';
import { openAddress } from '../openAddress.ts';
import {
  instanceOf,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts';
import { peopleByRole } from '../status/people.ts';
import { requirePortal } from '../status/requirePortal.ts';

/** `payday demo` */
export function registerDemo(program: Command): void {
  const command = program
    .command('demo')
    .description('a five-minute tour of the running portal, with its addresses')
    .addHelpText(
      'after',
      `
Examples:
  ./payday demo`,
    );
  withCommonOptions(command).action(demo);
}

async function demo(options: CommonOptions): Promise<void> {
  const instance = instanceOf(options);
  const url = await requirePortal(instance);
  const people = peopleByRole(instance.root);
  const person = (role: string) =>
    people.find(row => row.role === role)?.names[0] ?? `one of the ${role}`;
  console.log(`Five minutes with Payday. Nothing here is invented: what you see is what runs.

1. Sign in as ${person('developers')} (a developer; no password).
   ${url}
2. Home: what waits for you. Without a cluster each slot says so.
   ${url}/
3. The payments system: who owns what, and how it hangs together.
   ${url}/catalog
4. An API with its definition.
   ${url}/api-docs
5. Documentation, with search over everything.
   ${url}/docs
   ${url}/search
6. What you may do, and why not the rest.
   ${url}/access
7. Sign out, sign in as ${person(
    'release-engineers',
  )} (a release engineer) and open that page again: the rights differ.
   ${url}/settings`);
  openAddress(url);
}
