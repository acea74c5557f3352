import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ChaosCatcher, Mutation, SpecCatcher } from './mutation.ts';

/** What a catcher says about the sources it ran on. */
export interface Verdict {
  isCaught: boolean;
  /** It ran, and something it looks at was looked at. */
  hasRun: boolean;
  output: string;
}

/** Runs a catcher in a copy of the sources. */
export async function runCatcher(folder: string, caughtBy: Mutation['caughtBy']): Promise<Verdict> {
  return 'spec' in caughtBy ? runSpec(folder, caughtBy) : runSeed(folder, caughtBy);
}

/** The catcher in words. */
export function describeCatcher(caughtBy: Mutation['caughtBy']): string {
  if ('spec' in caughtBy) return `${caughtBy.spec} › ${caughtBy.title}`;
  return `chaos seed ${caughtBy.seed}, ${caughtBy.invariant}`;
}

/** A hook that is slow on a busy machine is no answer to whether a mutation is noticed. */
const PATIENCE = ['--hookTimeout=300000', '--testTimeout=120000'];

const resultsSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

async function runSpec(folder: string, { spec, title }: SpecCatcher): Promise<Verdict> {
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const file = join(folder, 'results.json');
  rmSync(file, { force: true });
  const report = ['--reporter=json', `--outputFile=${file}`, ...PATIENCE];
  const { output } = await run(folder, [vitest, 'run', spec, '--testNamePattern', escape(title), ...report]);
  const results = resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { isCaught: results.numFailedTests > 0, hasRun: results.numPassedTests + results.numFailedTests > 0, output };
}

const lineSchema = z.object({ findings: z.array(z.object({ invariant: z.string() })) });

async function runSeed(folder: string, { seed, invariant }: ChaosCatcher): Promise<Verdict> {
  const built = await run(folder, [join(folder, 'node_modules/typescript/bin/tsc'), '--build', 'chaos']);
  if (built.code !== 0) return { isCaught: false, hasRun: false, output: built.output };
  const { output } = await run(folder, ['chaos/dist/main.js', '--seed', String(seed), '--json']);
  const reports = output.split('\n').flatMap(line => lineSchema.safeParse(parse(line)).data ?? []);
  const isCaught = reports.some(({ findings }) => findings.some(finding => finding.invariant === invariant));
  return { isCaught, hasRun: reports.length === 1, output };
}

function run(folder: string, args: string[]): Promise<{ code: number; output: string }> {
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  return new Promise(resolve => {
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, output: `${stdout}\n${stderr}` }),
    );
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
