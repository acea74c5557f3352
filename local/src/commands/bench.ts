import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { execa } from 'execa';
import { openInstance } from '../instance.ts';
import { isYesByDefault } from '../options.ts';
import { Problem } from '../problem.ts';
import { repositoryRoot } from '../repositoryRoot.ts';
import { prepare } from '../suites/prepare.ts';

/** Benchmarks there are, and what each measures. */
const BENCHMARKS: Record<string, string> = {
  portal:
    'first and warm start, memory of the backend, first paint and script size of the home page',
  platform:
    'start and stop of everything with the embedded cluster, its memory by program, how soon a pod is ready',
};

interface BenchOptions {
  json?: boolean;
  rounds: string;
  emptyCache?: boolean;
  instance: string;
  yes: boolean;
}

/** Adds `payday bench` to the CLI. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .argument(
      '[name]',
      `what to measure: ${Object.keys(BENCHMARKS).join(', ')}`,
    )
    .description(
      'measure what Payday promises; raw figures are kept under .payday/bench',
    )
    .option('--rounds <n>', 'how often; figures are medians', '3')
    .option('--empty-cache', 'the first start downloads and builds everything')
    .option('--json', 'print one JSON document')
    .option(
      '--instance <name>',
      'the instance that installs what is missing here; the measured copy has its own',
      'bench',
    )
    .option('-y, --yes', 'install missing system packages', isYesByDefault())
    .addHelpText(
      'after',
      `
Examples:
  ./payday bench                        what can be measured
  ./payday bench portal                 about five minutes
  ./payday bench portal --empty-cache   the first start of a machine, about fifteen
  ./payday bench portal --rounds 5 --json
  ./payday bench platform               about ten minutes, as root; what is built already is not built again

"portal" works on a fresh copy of the tracked files, "platform" on an instance of its own, both beside what runs here.`,
    )
    .action(bench);
}

async function bench(name: string | undefined, options: BenchOptions) {
  if (name === undefined) {
    for (const [benchmark, measures] of Object.entries(BENCHMARKS)) {
      console.log(`${benchmark.padEnd(12)} ${measures}`);
    }
    return;
  }
  const script = join(repositoryRoot, 'bench', 'src', `${name}.ts`);
  checkWords(name, options.rounds, script);

  await prepare(openInstance(options.instance), {
    needsPlatform: false,
    allowSystemPackages: options.yes,
    signal: new AbortController().signal,
    say: text => console.error(text),
  });
  const { exitCode, stdout } = await execa(
    process.execPath,
    [
      script,
      `--root=${repositoryRoot}`,
      `--rounds=${options.rounds}`,
      ...(options.emptyCache ? ['--empty-cache'] : []),
    ],
    { cwd: repositoryRoot, stderr: 'inherit', stdin: 'ignore', reject: false },
  );
  if (exitCode !== 0) {
    throw new Problem(`The benchmark "${name}" stopped with ${exitCode}.`, [
      'Its last lines are above.',
    ]);
  }
  const result: Record<string, unknown> = JSON.parse(stdout);
  const file = await keep(name, result);
  if (options.json) console.log(JSON.stringify(result, null, 2));
  else print(result, file);
}

/** @throws Problem (exit 2) for an unknown benchmark or a count that is none */
function checkWords(name: string, rounds: string, script: string): void {
  if (!(name in BENCHMARKS) || !existsSync(script)) {
    throw new Problem(
      `There is no benchmark named "${name}".`,
      [`Benchmarks: ${Object.keys(BENCHMARKS).join(', ')}`],
      { exitCode: 2 },
    );
  }
  if (!/^[1-9]\d?$/.test(rounds)) {
    throw new Problem(
      `--rounds is a whole number from 1 to 99, not "${rounds}".`,
      [`For example:  ./payday bench ${name} --rounds 3`],
      { exitCode: 2 },
    );
  }
}

/** Writes the whole result, raw rounds included; returns its path. */
async function keep(name: string, result: object): Promise<string> {
  const folder = join(repositoryRoot, '.payday', 'bench');
  const date = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const file = join(folder, `${name}-${date}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

function print(result: Record<string, unknown>, file: string): void {
  for (const [figure, value] of Object.entries(result)) {
    if (typeof value === 'number') console.log(`${figure.padEnd(28)} ${value}`);
  }
  console.log(`\nRaw rounds: ${relative(repositoryRoot, file)}`);
}
