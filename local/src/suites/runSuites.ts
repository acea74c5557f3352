import type { Counts, Suite, SuiteResult } from './suite.ts';

/** A suite that has ended, crashed or not. */
export interface SuiteReport extends SuiteResult {
  name: string;
  title: string;
  seconds: number;
}

/**
 * Runs suites beside each other, in the order given, as long as their cores fit in `cores`.
 * A suite that throws counts as one failure; it does not stop the others.
 * @param runOne runs one suite; may throw
 * @param onDone called once for each suite, as it ends
 * @returns the reports in the order of `suites`
 */
export async function runSuites(
  suites: Suite[],
  {
    cores,
    runOne,
    onDone = () => {},
    now = () => performance.now(),
  }: {
    cores: number;
    runOne: (suite: Suite) => Promise<SuiteResult>;
    onDone?: (report: SuiteReport) => void;
    now?: () => number;
  },
): Promise<SuiteReport[]> {
  const waiting = [...suites];
  const reports = new Map<string, SuiteReport>();
  const running = new Set<Promise<void>>();
  let busy = 0;

  const start = (suite: Suite) => {
    const needed = Math.min(suite.cores, cores);
    busy += needed;
    const startedAt = now();
    const ended = runOne(suite)
      .catch(crashed)
      .then(result => {
        busy -= needed;
        running.delete(ended);
        const seconds = Math.round((now() - startedAt) / 100) / 10;
        const { name, title } = suite;
        const report = { name, title, seconds, ...result };
        reports.set(name, report);
        onDone(report);
      });
    running.add(ended);
  };

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting[0];
    if (next && busy + Math.min(next.cores, cores) <= cores) {
      start(waiting.shift()!);
    } else {
      await Promise.race(running);
    }
  }
  return suites.map(suite => reports.get(suite.name)!);
}

function crashed(error: unknown): SuiteResult {
  const message =
    error instanceof Error ? error.stack ?? error.message : String(error);
  return {
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: [`the suite itself stopped\n${message}`],
  };
}

/** True when the run may exit with 0: nothing failed and something ran. */
export function isGreen({ passed, failed }: Counts): boolean {
  return failed === 0 && passed > 0;
}
