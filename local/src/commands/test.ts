import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { repositoryRoot } from '../repositoryRoot.ts';
import { openInstance } from '../instance.ts';
import { writeSettings } from '../instanceSettings.ts';
import { isYesByDefault } from '../options.ts';
import { chooseSuites } from '../suites/choose.ts';
import { suites } from '../suites/index.ts';
import {
  assertDisposable,
  PLATFORM,
  sharedCluster,
  start,
  teardown,
} from '../suites/sharedInstance.ts';
import { prepare } from '../suites/prepare.ts';
import { describeReport, describeRun } from '../suites/report.ts';
import { isGreen, runSuites, type SuiteReport } from '../suites/runSuites.ts';
import { addCounts, closingLine, notRun, type Suite } from '../suites/suite.ts';
import { runInContext } from '../suites/suiteContext.ts';

interface TestOptions {
  all?: boolean;
  json?: boolean;
  list?: boolean;
  yes: boolean;
  instance: string;
}

/** Adds `payday test` to the CLI. */
export function registerTest(program: Command): void {
  program
    .command('test')
    .argument(
      '[suite...]',
      'suites to run; all of a usual run when none is named',
    )
    .description(
      'prove that the product works: types, lint, tests, docs, journeys',
    )
    .option('--all', 'also run what takes too long for every change')
    .option('--json', 'print one JSON document')
    .option(
      '--instance <name>',
      'the instance that suites share, test or test-…; its data is deleted',
      PLATFORM.name,
    )
    .option('-y, --yes', 'install missing system packages', isYesByDefault())
    .option('--list', 'only say which suites there are')
    .addHelpText(
      'after',
      `
Examples:
  ./payday test                 all suites of a usual run
  ./payday test unit lint       two of them
  ./payday test --list          what there is
  ./payday test e2e --json      for a program to read

The last line is "N passed, N failed, N skipped". It ends with 0 only when
something ran and nothing failed.`,
    )
    .action(async (names: string[], options: TestOptions) => {
      if (options.list) {
        list(options.json === true);
      } else {
        await test(names, options);
      }
    });
}

function list(json: boolean): void {
  if (json) {
    const described = suites.map(
      ({ name, title, needsPlatform, all = false }) => ({
        name,
        title,
        needsPlatform,
        all,
      }),
    );
    console.log(JSON.stringify(described, null, 2));
    return;
  }
  for (const { name, title, all } of suites) {
    console.log(`${name.padEnd(12)} ${title}${all ? ' (with --all)' : ''}`);
  }
}

async function test(names: string[], options: TestOptions): Promise<void> {
  const { chosen, leftOut } = chooseSuites(suites, names, options.all === true);
  assertDisposable(options.instance);
  const startedAt = performance.now();
  const say = (text: string) =>
    options.json ? console.error(text) : console.log(text);

  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);

  const shared = openInstance(options.instance, {
    portOffset: PLATFORM.portOffset,
  });
  const needsPlatform = chosen.some(suite => suite.needsPlatform);
  // Says which system packages are needed.
  writeSettings(shared.runFolder, {
    portOffset: shared.portOffset,
    cluster: needsPlatform ? sharedCluster() : 'none',
  });
  await prepare(shared, {
    needsPlatform,
    allowSystemPackages: options.yes,
    signal: interrupted.signal,
    say,
  });
  const settings = {
    root: repositoryRoot,
    all: options.all === true,
    allowSystemPackages: options.yes,
    platform: shared,
  };
  let platformEnded: (isUp: boolean) => void = () => {};
  const platformUp = new Promise<boolean>(resolve => {
    platformEnded = resolve;
  });
  const runAll = (batch: Suite[], signal: AbortSignal) =>
    runSuites(batch, {
      cores: Math.min(availableParallelism(), 2),
      runOne: async suite => {
        if (signal.aborted) return notRun('the run was interrupted');
        if (suite.needsPlatform && !(await platformUp)) {
          return notRun('the instance that suites share did not come up');
        }
        say(`  ${suite.name}: ${suite.title}`);
        return runInContext(suite, { ...settings, signal });
      },
      onDone: report => {
        if (report.name === start.name) {
          platformEnded(report.passed > 0);
        }
        say(describeReport(report, repositoryRoot));
      },
    });

  const reports = leftOut.map(reportLeftOut);
  if (needsPlatform) {
    // What keeps every core busy comes before the cluster, which takes its share of them as long as it is up.
    const isFirst = (suite: Suite) => !suite.needsPlatform && suite.cores === 2;
    reports.push(
      ...(await runAll(
        [
          ...chosen.filter(isFirst),
          start,
          ...chosen.filter(suite => !isFirst(suite)),
        ],
        interrupted.signal,
      )),
      ...(await runAll([teardown], new AbortController().signal)),
    );
  } else {
    reports.push(...(await runAll(chosen, interrupted.signal)));
  }

  const counts = addCounts(reports);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  if (options.json) {
    console.log(
      JSON.stringify(describeRun(reports, seconds, repositoryRoot), null, 2),
    );
  } else {
    console.log(`\nin ${seconds} s`);
    console.log(closingLine(counts));
  }
  const exitCode = isGreen(counts) ? 0 : 1;
  process.exitCode = interrupted.signal.aborted ? 130 : exitCode;
}

function reportLeftOut({ name, title }: Suite): SuiteReport {
  const why = 'it takes long; run it with --all';
  return { name, title, seconds: 0, ...notRun(why) };
}
