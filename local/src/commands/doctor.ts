import type { Command } from 'commander';
import {
  instanceOf,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts';
import type { Check } from '../system/check.ts';
import { checkMachine } from '../system/checks.ts';

const MARKS: Record<Check['result'], string> = {
  ok: '✔',
  warn: '!',
  fail: '✗',
};

/** `payday doctor` */
export function registerDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('check the machine and say how to fix what is wrong')
    .addHelpText(
      'after',
      `
Examples:
  ./payday doctor
  ./payday doctor --json

Exits 1 when something would stop ./payday up.`,
    );
  withCommonOptions(command, { json: true }).action(doctor);
}

async function doctor(options: CommonOptions): Promise<void> {
  const checks = await checkMachine(instanceOf(options));
  const failed = checks.filter(({ result }) => result === 'fail').length;
  if (options.json)
    console.log(JSON.stringify({ ok: failed === 0, checks }, null, 2));
  else {
    checks.forEach(({ name, result, found, fix }) => {
      console.log(
        `${MARKS[result]} ${name.padEnd(20)} ${found}${
          fix ? `\n  ${' '.repeat(20)} ${fix}` : ''
        }`,
      );
    });
    console.log(
      failed === 0
        ? '\n./payday up can start.'
        : `\n${failed} of these would stop ./payday up.`,
    );
  }
  if (failed > 0) process.exitCode = 1;
}
