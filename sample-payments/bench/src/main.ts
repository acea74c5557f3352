#!/usr/bin/env node
/** Measures and prints; see README.md. Exits 1 without a score, and with `--gate` also when a bar is missed. */
import { measure } from './measure.ts';
import { parseOptions } from './options.ts';
import { toReport, toText } from './report.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  const report = toReport(await measure(options, say));
  process.stdout.write(`${options.json ? JSON.stringify(report) : toText(report)}\n`);
  if (report.checker !== 'clean' || (options.gate && report.missed.length > 0)) process.exitCode = 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Progress and problems, apart from the result. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
