import {
  existsSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  watch,
} from 'node:fs';
import { basename } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { commandFor, type Instance } from '../instance.ts';
import {
  instanceOf,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts';
import { Problem } from '../problem.ts';
import { logFileOf, logTail } from '../supervisor/logFile.ts';

interface LogsOptions extends CommonOptions {
  follow: boolean;
  lines: number;
}

const CHUNK_BYTES = 1024 * 1024;

/** `payday logs` */
export function registerLogs(program: Command): void {
  const command = program
    .command('logs')
    .argument('[component]', 'a name from ./payday status; all of them without')
    .description('the end of the logs')
    .option('-f, --follow', 'go on as they grow', false)
    .option('-n, --lines <n>', 'how many lines of each', parseLines, 20)
    .addHelpText(
      'after',
      `
Examples:
  ./payday logs                   the last lines of every component
  ./payday logs portal -f         follow the portal
  ./payday logs dependencies -n 200`,
    );
  withCommonOptions(command).action(logs);
}

function parseLines(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number.');
}

function logs(component: string | undefined, options: LogsOptions): void {
  const instance = instanceOf(options);
  const names =
    component === undefined ? componentsWithLogs(instance) : [component];
  const known = componentsWithLogs(instance);
  if (component !== undefined && !known.includes(component)) {
    throw new Problem(
      `There is no log called "${component}".`,
      [
        known.length > 0
          ? `There are:  ${known.join(', ')}`
          : `Nothing was started yet:  ${commandFor(instance, 'up')}`,
      ],
      { exitCode: 2 },
    );
  }
  if (names.length === 0)
    throw new Problem('There are no logs yet.', [
      `To start:  ${commandFor(instance, 'up')}`,
    ]);
  const prefix = (name: string) => (names.length > 1 ? `${name} | ` : '');
  for (const name of names) {
    const tail = logTail(logFileOf(instance, name), CHUNK_BYTES).trimEnd();
    if (tail === '' || options.lines === 0) continue;
    print(tail.split('\n').slice(-options.lines), prefix(name));
  }
  if (options.follow)
    names.forEach(name =>
      follow(logFileOf(instance, name), lines => print(lines, prefix(name))),
    );
}

function componentsWithLogs(instance: Instance): string[] {
  if (!existsSync(instance.logsFolder)) return [];
  return readdirSync(instance.logsFolder)
    .filter(name => name.endsWith('.log'))
    .map(name => basename(name, '.log'))
    .sort();
}

function print(lines: string[], prefix: string): void {
  lines.forEach(line => process.stdout.write(`${prefix}${line}\n`));
}

/** Calls back with whole lines as a file grows; begins anew when it was shortened. */
function follow(path: string, onLines: (lines: string[]) => void): void {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let position = statSync(path).size;
  let rest = '';
  const readOn = (): boolean => {
    const count = readSync(file, buffer, 0, buffer.length, position);
    position += count;
    const lines = (rest + buffer.toString('utf8', 0, count)).split('\n');
    rest = lines.pop() ?? '';
    onLines(lines);
    return count > 0;
  };
  watch(path, () => {
    if (statSync(path).size < position) position = 0;
    while (readOn());
  });
}
