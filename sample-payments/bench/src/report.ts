import type { Violation } from '@payments/core/checker';
import type { Measurements } from './measure.ts';
import { median, rounded, spread } from './statistics.ts';

/** What a measurement must reach. */
export const BARS = { ratio: 0.4, aim: 0.5, p99HalfLoadMs: 50, apiMegabytes: 200, workerMegabytes: 150 } as const;

/** The document of `--json`. Without a clean checker every score is null: a fast payment that is wrong has no speed. */
export interface Report {
  ratio: number | null;
  ratioSpread: [number, number] | null;
  paymentsPerSecond: number | null;
  pgbenchPerSecond: number | null;
  p50HalfLoadMs: number | null;
  p99HalfLoadMs: number | null;
  outboxDrains: boolean | null;
  checker: 'clean' | 'violations';
  violations: number;
  /** Bars that were missed, in words. */
  missed: string[];
  /** Why not to believe the figures. */
  notes: string[];
  findings: Violation[];
  measurements: Omit<Measurements, 'violations'> | null;
}

const MOST_FINDINGS = 20;

/** Judges what was measured. */
export function toReport({ violations, ...measurements }: Measurements): Report {
  if (violations.length > 0) return withheld(violations);
  const { rounds, half, drain } = measurements;
  const ratios = rounds.map(({ paymentsPerSecond, pgbenchPerSecond }) => paymentsPerSecond / pgbenchPerSecond);
  const [least, most] = spread(ratios);
  return {
    ratio: rounded(median(ratios), 3),
    ratioSpread: [rounded(least, 3), rounded(most, 3)],
    paymentsPerSecond: rounded(median(rounds.map(round => round.paymentsPerSecond)), 1),
    pgbenchPerSecond: rounded(median(rounds.map(round => round.pgbenchPerSecond)), 1),
    p50HalfLoadMs: rounded(half.p50Ms, 2),
    p99HalfLoadMs: rounded(half.p99Ms, 2),
    outboxDrains: drain.drains,
    checker: 'clean',
    violations: 0,
    missed: missedBars(median(ratios), measurements),
    notes: notesOn(measurements),
    findings: [],
    measurements,
  };
}

function withheld(violations: readonly Violation[]): Report {
  return {
    ratio: null,
    ratioSpread: null,
    paymentsPerSecond: null,
    pgbenchPerSecond: null,
    p50HalfLoadMs: null,
    p99HalfLoadMs: null,
    outboxDrains: null,
    checker: 'violations',
    violations: violations.length,
    missed: [],
    notes: [],
    findings: violations.slice(0, MOST_FINDINGS),
    measurements: null,
  };
}

function missedBars(ratio: number, { half, drain, apiMegabytes }: Omit<Measurements, 'violations'>): string[] {
  const bars: [isMet: boolean, words: string][] = [
    [ratio >= BARS.ratio, `R is ${ratio.toFixed(2)}, below ${BARS.ratio}.`],
    [half.p99Ms <= BARS.p99HalfLoadMs, `p99 is ${half.p99Ms.toFixed(1)} ms, above ${BARS.p99HalfLoadMs} ms.`],
    [drain.drains, 'The outbox fills faster than it drains.'],
    [apiMegabytes <= BARS.apiMegabytes, `The API took ${apiMegabytes} MB, above ${BARS.apiMegabytes} MB.`],
    [
      drain.workerMegabytes <= BARS.workerMegabytes,
      `The worker took ${drain.workerMegabytes} MB, above ${BARS.workerMegabytes} MB.`,
    ],
  ];
  return bars.filter(([isMet]) => !isMet).map(([, words]) => words);
}

/** Above this share of the processors, others were at work before the start. */
const BUSY = 0.25;
/** Above this share, the open model's requests were not sent when they were to be. */
const OFTEN_LATE = 0.01;

function notesOn({ machine, loadBefore, half, traceExports }: Omit<Measurements, 'violations'>): string[] {
  const notes: [applies: boolean, words: string][] = [
    [
      loadBefore > machine.cores * BUSY,
      `The machine was busy before the start (load ${loadBefore.toFixed(1)}): repeat.`,
    ],
    [
      half.lateShare > OFTEN_LATE,
      `The driver sent ${(half.lateShare * 100).toFixed(1)} % late: latencies look longer.`,
    ],
    [traceExports === 0, 'No traces arrived: telemetry was off.'],
  ];
  return notes.filter(([applies]) => applies).map(([, words]) => words);
}

/** The report for people. */
export function toText({ measurements, ...report }: Report): string {
  if (!measurements) {
    const found = report.findings.map(({ invariant, rule, subject, detail }) =>
      [' ', invariant, rule, subject, detail].filter(Boolean).join(' '),
    );
    return [`The checker found ${report.violations} violations: no score.`, ...found].join('\n');
  }
  const { machine, half, drain, options, rounds } = measurements;
  return [
    `R            ${report.ratio} (${report.ratioSpread?.join(' to ')}), bar ${BARS.ratio}, aim ${BARS.aim}`,
    `payments     ${report.paymentsPerSecond}/s, one process, ${options.clients} clients, ${apiCpuMs(rounds)} ms of processor each`,
    `pgbench      ${report.pgbenchPerSecond}/s, the same statement and rows`,
    `latency      p50 ${report.p50HalfLoadMs} ms, p99 ${report.p99HalfLoadMs} ms at ${half.perSecond.toFixed(0)}/s, open model`,
    `outbox       ${drain.drains ? 'drains' : 'grows'}: ${drain.eventsPerSecond.toFixed(0)} events/s, at most ${drain.mostWaiting} waiting, ${drain.oldestMs} ms old; ${drain.deliveriesPerSecond.toFixed(0)} deliveries/s`,
    `memory       API ${measurements.apiMegabytes} MB, worker ${drain.workerMegabytes} MB`,
    `checker      ${report.checker}`,
    `machine      ${machine.cores} × ${machine.processor}, ${machine.memoryGigabytes} GB, ${machine.system}; load ${measurements.loadBefore.toFixed(1)} before`,
    `versions     Node ${machine.node}, PostgreSQL ${machine.postgres}, Redis ${machine.redis}`,
    ...report.missed.map(words => `missed       ${words}`),
    ...report.notes.map(words => `note         ${words}`),
  ].join('\n');
}

function apiCpuMs(rounds: Measurements['rounds']): string {
  const known = rounds.flatMap(round => round.apiCpuMs ?? []);
  return known.length === 0 ? 'unknown' : median(known).toFixed(2);
}
