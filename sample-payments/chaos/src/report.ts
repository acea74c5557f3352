import type { RunReport } from './ChaosRun.ts';
import type { Finding } from './judging/finding.ts';

/** Findings of one rule that are shown one by one. */
const SHOWN = 3;

/** The command that does the same run again. */
export function repeatCommand(seed: string, plant?: string): string {
  return `npm run chaos -- --seed ${seed} --runs 1${plant ? ` --plant ${plant}` : ''}`;
}

/** A run as a line, and what it found below it. */
export function describeRun(report: RunReport, plant?: string): string {
  const { seed, findings, faults, skipped, requests, payments, tookMs } = report;
  const what = faults.map(({ name, atMs }) => `${name}@${atMs}`).join(' ');
  const verdict = findings.length === 0 ? 'clean' : `${findings.length} violations`;
  const head = `seed ${seed}: ${verdict} · ${requests} requests, ${payments} payments, ${(tookMs / 1_000).toFixed(1)} s · ${what}`;
  const notes = skipped.map(reason => `  skipped ${reason}`);
  if (findings.length === 0) return [head, ...notes].join('\n');
  return [head, ...notes, ...describeFindings(findings), `  to repeat:  ${repeatCommand(seed, plant)}`].join('\n');
}

function describeFindings(findings: readonly Finding[]): string[] {
  const groups = Map.groupBy(findings, ({ invariant, rule }) => `${invariant} ${rule}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, group]) => {
      const shown = group.slice(0, SHOWN).map(({ subject, detail }) => `    ${subject}${detail ? `: ${detail}` : ''}`);
      const more = group.length > SHOWN ? [`    and ${group.length - SHOWN} more`] : [];
      return [`  ${name} (${group.length})`, ...shown, ...more];
    });
}
