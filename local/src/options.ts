import { Option, InvalidArgumentError, type Command } from 'commander';
import { openInstance, type Instance } from './instance.ts';

/** Options that every verb has. */
export interface CommonOptions {
  instance: string;
  yes: boolean;
  json?: boolean;
}

/** Adds `--instance` and `--yes`, and `--json` for verbs that report. */
export function withCommonOptions(
  command: Command,
  reports: { json: boolean } = { json: false },
): Command {
  command.option(
    '--instance <name>',
    'which copy of Payday in this clone',
    'default',
  );
  command.option('-y, --yes', 'answer yes to every question', isYesByDefault());
  if (reports.json)
    command.option(
      '--json',
      'print one JSON document on standard output',
      false,
    );
  return command;
}

/** `--port-offset N`. */
export const portOffsetOption = () =>
  new Option(
    '--port-offset <n>',
    'add this to every port; remembered for this instance',
  ).argParser(parsePortOffset);

function parsePortOffset(text: string): number {
  const offset = Number(text);
  if (/^\d+$/.test(text) && offset <= 50_000) return offset;
  throw new InvalidArgumentError('It is a whole number from 0 to 50000.');
}

/** What `--yes` is when it is not given: nobody can answer a question where CI is set. */
export function isYesByDefault(): boolean {
  return (
    process.env.CI !== undefined &&
    process.env.CI !== '' &&
    process.env.CI !== 'false'
  );
}

/** The instance that the options name. @throws Problem (exit 2) for an impossible name */
export function instanceOf(options: {
  instance: string;
  portOffset?: number;
}): Instance {
  return openInstance(options.instance, { portOffset: options.portOffset });
}
