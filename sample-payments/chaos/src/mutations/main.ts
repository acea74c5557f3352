#!/usr/bin/env node
/**
 * `npm run mutations`: takes away what keeps the promises, one thing at a time, in a copy of the sources, and shows that
 * the named test or run of chaos notices. Exits 0 only when each passes on the sources as they are and fails without.
 */
import { fileURLToPath } from 'node:url';
import { describeCatcher, runCatcher } from './catchers.ts';
import type { Mutation } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';
import { SourceCopy } from './SourceCopy.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The end of an output that explains what went wrong. */
const SHOWN = 3_000;

const wanted = process.argv.slice(2);
const chosen = MUTATIONS.filter(({ name }) => wanted.every(word => name.includes(word)));
if (chosen.length === 0) {
  say(`No mutation is called like that. There are:\n${MUTATIONS.map(({ name }) => `  ${name}`).join('\n')}`);
  process.exit(2);
}

const copy = new SourceCopy(ROOT);
process.once('exit', () => copy.dispose());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
let caught = 0;
for (const mutation of chosen) if (await isCaught(mutation)) caught += 1;
say(`${caught} of ${chosen.length} mutations caught`);
process.exitCode = caught === chosen.length ? 0 : 1;

async function isCaught({ name, edits, caughtBy }: Mutation): Promise<boolean> {
  const startedAt = performance.now();
  const before = await runCatcher(copy.folder, caughtBy);
  const restore = copy.apply(edits);
  const after = await runCatcher(copy.folder, caughtBy);
  restore();
  const problem = problemOf(before, after);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  say(`${problem ? '✗' : '✓'} without ${name}: ${problem ?? 'caught'} · ${describeCatcher(caughtBy)} (${seconds} s)`);
  if (problem) say((before.isCaught || !before.hasRun ? before : after).output.slice(-SHOWN));
  return problem === undefined;
}

type Ran = Awaited<ReturnType<typeof runCatcher>>;

function problemOf(before: Ran, after: Ran): string | undefined {
  if (!before.hasRun) return 'NOTHING RAN';
  if (before.isCaught) return 'FAILS ALREADY ON THE SOURCES AS THEY ARE';
  if (!after.hasRun) return 'NOTHING RAN AFTER THE CHANGE';
  return after.isCaught ? undefined : 'NOT NOTICED';
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
