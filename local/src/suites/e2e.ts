import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureChromium } from './chromium.ts';
import { howToInstall } from './debianPackages.ts';
import { sharedCluster } from './sharedInstance.ts';
import { notRun, type Suite, type SuiteResult } from './suite.ts';
import { tail } from './tail.ts';

/** The journeys of `e2e/` in Chromium, against the shared instance. */
export const e2e: Suite = {
  name: 'e2e',
  title: 'people of every role walk through the portal in a browser',
  needsPlatform: true,
  cores: 2,
  async run(context) {
    const chromium = await ensureChromium(context);
    if (chromium === undefined) {
      return notRun(
        `Chromium is not installed; ${howToInstall(context, ['chromium'])}`,
      );
    }
    const folder = join(context.root, 'e2e');
    const resultFile = join(folder, 'results', 'results.json');
    await rm(resultFile, { force: true });
    const { output } = await context.run(
      process.execPath,
      [join(context.root, 'node_modules/.bin/playwright'), 'test'],
      {
        cwd: folder,
        env: {
          PAYDAY_PORTAL_URL: context.platform.portalUrl,
          PAYDAY_INSTANCE: context.platform.name,
          PAYDAY_CHROMIUM: chromium,
          PAYDAY_CLUSTER: sharedCluster(),
        },
      },
    );
    const text = await readFile(resultFile, 'utf8').catch(() => undefined);
    if (text === undefined) throw new Error(tail(output));
    return countPlaywright(JSON.parse(text));
  },
};

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    file: string;
    line: number;
    tests: {
      status: string;
      results: { errors: { message?: string }[] }[];
    }[];
  }[];
}

const suiteSchema: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({
    suites: z.array(suiteSchema).optional(),
    specs: z.array(
      z.object({
        title: z.string(),
        file: z.string(),
        line: z.number(),
        tests: z.array(
          z.object({
            status: z.string(),
            results: z.array(
              z.object({
                errors: z.array(z.object({ message: z.string().optional() })),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
);

const reportSchema = z.object({
  errors: z.array(z.object({ message: z.string().optional() })),
  suites: z.array(suiteSchema),
});

/** Counts from Playwright's JSON report. A test that passed when it was tried again is passed, and named. */
export function countPlaywright(report: unknown): SuiteResult {
  const { errors, suites } = reportSchema.parse(report);
  const specs = suites.flatMap(specsOf);
  const withStatus = (status: string) =>
    specs.filter(spec => spec.tests.some(test => test.status === status));
  const failed = withStatus('unexpected');
  const flaky = withStatus('flaky');
  return {
    passed: withStatus('expected').length + flaky.length,
    failed: failed.length + errors.length,
    skipped: withStatus('skipped').length,
    failures: [
      ...errors.map(error => `Playwright\n${plain(error.message)}`),
      ...failed.map(
        ({ title, file, line, tests }) =>
          `${title} (${file}:${line})\n${plain(
            tests[0].results.at(-1)?.errors[0]?.message,
          )}`,
      ),
    ],
    remarks: flaky.map(({ title }) => `passed when tried again: ${title}`),
  };
}

function specsOf(suite: PlaywrightSuite): PlaywrightSuite['specs'] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

/** Without the codes that colour a terminal. */
function plain(text = 'no message'): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}
