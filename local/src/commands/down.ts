import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { ask, canAsk } from '../ask.ts';
import { commandFor, type Instance } from '../instance.ts';
import {
  instanceOf,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts';
import { Problem } from '../problem.ts';
import { stopInstance } from '../supervisor/stopInstance.ts';

interface DownOptions extends CommonOptions {
  purge?: 'cluster' | 'all';
}

/** `payday down` */
export function registerDown(program: Command): void {
  const command = program
    .command('down')
    .description('stop everything; no process is left')
    .addOption(
      new Option(
        '--purge <what>',
        "also delete data: the cluster's, or all of it",
      ).choices(['cluster', 'all']),
    )
    .addHelpText(
      'after',
      `
Examples:
  ./payday down                      stop; data stays
  ./payday down --purge cluster      also delete the cluster's data
  ./payday down --purge all --yes    also delete databases, secrets and docs, without asking`,
    );
  withCommonOptions(command).action(down);
}

async function down(options: DownOptions): Promise<void> {
  const instance = instanceOf(options);
  if (options.purge === 'all') await confirmPurge(instance, options.yes);
  const hasRun = await stopInstance(instance);
  process.stderr.write(
    hasRun ? '✔ Stopped; no process is left.\n' : '✔ Nothing was running.\n',
  );
  if (options.purge) await purge(instance, options.purge);
}

async function confirmPurge(instance: Instance, yes: boolean): Promise<void> {
  if (yes) return;
  if (!canAsk()) {
    throw new Problem(
      `--purge all deletes ${instance.dataFolder}; that needs --yes where nobody can be asked.`,
      [`To delete it:  ${commandFor(instance, 'down')} --purge all --yes`],
    );
  }
  if (
    !(await ask(
      `Delete all data of instance ${instance.name} (${instance.dataFolder})?`,
      false,
    ))
  )
    throw new Problem('Nothing was deleted and nothing was stopped.', [
      `To stop only:  ${commandFor(instance, 'down')}`,
    ]);
}

async function purge(
  instance: Instance,
  what: 'cluster' | 'all',
): Promise<void> {
  const folder =
    what === 'all' ? instance.dataFolder : join(instance.dataFolder, 'cluster');
  await rm(folder, { recursive: true, force: true });
  await rm(join(instance.runFolder, 'tmp'), { recursive: true, force: true });
  process.stderr.write(`✔ Deleted ${folder}.\n`);
}
