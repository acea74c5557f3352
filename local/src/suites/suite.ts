import type { Instance } from '../instance.ts';

/** How many of a suite's own checks came out how. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What one suite found. */
export interface SuiteResult extends Counts {
  /** One entry for each failed check: its name, then what was seen. Printed in full. */
  failures?: string[];
  /** Why a part (or all) of the suite did not run; each is already in `skipped`. */
  notRun?: string[];
  /** What else somebody should know, e.g. that a test passed only when it was tried again. */
  remarks?: string[];
}

/** How a program ended that a suite ran, with what it wrote. */
export interface Finished {
  exitCode: number;
  /** Standard output. */
  stdout: string;
  /** Standard output and standard error as they came. */
  output: string;
}

/** What `run` in a suite's context accepts besides the program and its arguments. */
export interface RunOptions {
  /** Absolute; the root of the clone when absent. */
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Text for standard input, which is closed otherwise. */
  input?: string;
}

/** What a suite may use. */
export interface SuiteContext {
  /** Absolute path of the clone. */
  root: string;
  /** True with `--all`: run the long parts too. */
  all: boolean;
  /** True when the person, or CI, agreed that suites install system packages. */
  allowSystemPackages: boolean;
  /** An empty folder of the suite's own, deleted after it ran. */
  workFolder: string;
  /** Runs a program to its end, whatever its exit code; all it writes goes to the suite's log. */
  run(file: string, args: string[], options?: RunOptions): Promise<Finished>;
  /** Adds a line to the suite's log. */
  log(line: string): void;
  /** The instance that suites of this run share; healthy when a suite with `needsPlatform` starts. */
  platform: Instance;
  /** Aborted when the run is interrupted. */
  signal: AbortSignal;
}

/** A part of `payday test` that can be run by its name. */
export interface Suite {
  name: string;
  /** What it proves, in a few words. */
  title: string;
  /** True when it asks for the shared instance; the run then starts one first. */
  needsPlatform: boolean;
  /** Cores it keeps busy; suites run beside each other while the machine has cores left. */
  cores: 1 | 2;
  /** Runs only when named or with `--all`. */
  all?: boolean;
  run(context: SuiteContext): Promise<SuiteResult>;
}

/** The sum of several counts. */
export function addCounts(counts: Counts[]): Counts {
  const sum = (key: keyof Counts) =>
    counts.reduce((total, each) => total + each[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
  };
}

/** One result out of the parts of a suite. */
export function combine(parts: SuiteResult[]): SuiteResult {
  return {
    ...addCounts(parts),
    failures: parts.flatMap(part => part.failures ?? []),
    notRun: parts.flatMap(part => part.notRun ?? []),
    remarks: parts.flatMap(part => part.remarks ?? []),
  };
}

/** The result of one check. */
export function check(title: string, failure: string | undefined): SuiteResult {
  return failure === undefined
    ? { passed: 1, failed: 0, skipped: 0 }
    : {
        passed: 0,
        failed: 1,
        skipped: 0,
        failures: [`${title}\n${failure}`],
      };
}

/** The result of something that could not run here; counts as one skipped check. */
export function notRun(why: string): SuiteResult {
  return { passed: 0, failed: 0, skipped: 1, notRun: [why] };
}

/** The last line of a run. CI reads it, so it has this form and no other. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
