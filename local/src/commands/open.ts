import type { Command } from 'commander';
import { openAddress } from '../openAddress.ts';
import {
  instanceOf,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts';
import { requirePortal } from '../status/requirePortal.ts';

/** `payday open` */
export function registerOpen(program: Command): void {
  const command = program
    .command('open')
    .description("print the portal's address and open it in a browser")
    .addHelpText(
      'after',
      `
Examples:
  ./payday open
  ./payday open --instance second`,
    );
  withCommonOptions(command).action(open);
}

async function open(options: CommonOptions): Promise<void> {
  const url = await requirePortal(instanceOf(options));
  console.log(url);
  openAddress(url);
}
