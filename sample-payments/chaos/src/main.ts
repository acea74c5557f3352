#!/usr/bin/env node
/** `npm run chaos`: runs of seeded failures under load. Exits 0 only when every run was clean. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runChaos, type RunReport } from './ChaosRun.ts';
import { parseOptions, USAGE, UsageError, type ChaosOptions } from './options.ts';
import { describeRun, repeatCommand } from './report.ts';
import { Stage } from './stage/Stage.ts';

try {
  process.exitCode = await run(parseOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  process.exitCode = 2;
}

async function run({ seed: first, runs, plant, logs, isJson }: ChaosOptions): Promise<number> {
  stopOnSignals();
  const stage = await Stage.start();
  let clean = 0;
  try {
    if (!stage.clock) say(isJson, { note: CLOCK }, CLOCK);
    if (plant)
      say(isJson, { plant: plant.invariant, what: plant.what }, `Planted for ${plant.invariant}: ${plant.what}.`);
    for (let seed = first; seed < first + runs; seed += 1) {
      const report = await runChaos(stage, String(seed), plant);
      if (report.findings.length === 0) clean += 1;
      else if (logs !== undefined) keepLogs(stage, join(logs, `seed-${seed}`));
      say(isJson, jsonOf(report, plant?.invariant), describeRun(report, plant?.invariant));
    }
  } finally {
    await stage.dispose();
  }
  say(isJson, { runs, clean }, `${clean} of ${runs} runs clean`);
  return clean === runs ? 0 : 1;
}

const CLOCK = 'Skipped: no clock is set wrong, as libfaketime is not installed.  apt-get install -y faketime';

function jsonOf(report: RunReport, plant: string | undefined): object {
  return report.findings.length === 0 ? report : { ...report, repeat: repeatCommand(report.seed, plant) };
}

function keepLogs(stage: Stage, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of stage.logFiles) copyFileSync(file, join(folder, basename(file)));
}

function say(isJson: boolean, json: object, text: string): void {
  process.stdout.write(`${isJson ? JSON.stringify(json) : text}\n`);
}

/** Nothing that was started outlives this process: processes that it started are killed at its exit. */
function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
}
