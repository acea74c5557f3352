import { relative } from 'node:path';
import type { SuiteReport } from './runSuites.ts';
import { addCounts, closingLine } from './suite.ts';
import { suiteLogFile } from './suiteContext.ts';
import { tail } from './tail.ts';

/** Lines of one failed check that are shown; its log has the rest. */
const LINES_PER_FAILURE = 40;

/** What is printed when a suite has ended: one line, then what did not run and what failed. */
export function describeReport(report: SuiteReport, root: string): string {
  const lines = [
    `${markOf(report)} ${report.name.padEnd(12)}${formatSeconds(
      report.seconds,
    ).padStart(7)}   ${closingLine(report)}`,
    ...(report.notRun ?? []).map(why => `    not run: ${why}`),
    ...(report.remarks ?? []).map(remark => `    ${remark}`),
    ...(report.failures ?? []).flatMap(failure => ['', ...describe(failure)]),
  ];
  if (report.failed > 0) {
    lines.push(
      '',
      `    Everything it wrote:  ${relative(
        root,
        suiteLogFile(root, report.name),
      )}`,
      `    To run it alone:      ./payday test ${report.name}`,
      '',
    );
  }
  return lines.join('\n');
}

/** The JSON document of a run. */
export function describeRun(
  reports: SuiteReport[],
  seconds: number,
  root: string,
): object {
  return {
    ...addCounts(reports),
    seconds,
    suites: reports.map(report => ({
      ...report,
      failures: report.failures ?? [],
      notRun: report.notRun ?? [],
      remarks: report.remarks ?? [],
      logFile: suiteLogFile(root, report.name),
    })),
  };
}

function markOf({ passed, failed }: SuiteReport): string {
  if (failed > 0) return '✗';
  return passed > 0 ? '✓' : '-';
}

function formatSeconds(seconds: number): string {
  return seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** The check's name, then the last lines of what was seen. */
function describe(failure: string): string[] {
  const [title, ...seen] = failure.split('\n');
  return [
    `    ✗ ${title}`,
    ...tail(seen.join('\n'), LINES_PER_FAILURE)
      .split('\n')
      .map(line => `      ${line}`),
  ];
}
