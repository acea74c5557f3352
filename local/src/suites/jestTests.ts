import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { conclusive } from './conclusive.ts';
import type { SuiteContext, SuiteResult } from './suite.ts';
import { tail } from './tail.ts';

const jestResultSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().default(''),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

type FileResult = z.infer<typeof jestResultSchema>['testResults'][number];

/** Which of the workspaces' test files to run, and with what. */
export interface JestSelection {
  /** Patterns of file paths to run; all when absent. */
  only?: string[];
  /** Patterns of file paths to leave out. */
  except?: string[];
  env?: Record<string, string>;
  /** Processes beside each other. */
  workers: number;
}

/**
 * Runs jest over the workspace packages and counts their tests. A file that cannot be loaded, or that holds no test,
 * counts as one failure.
 * @throws Error when jest stopped without a result, when no test ran, or when jest failed although no test did
 */
export async function runJest(
  context: SuiteContext,
  { only = [], except = [], env = {}, workers }: JestSelection,
): Promise<SuiteResult> {
  const resultFile = join(context.workFolder, 'jest.json');
  const finished = await context.run(
    process.execPath,
    [
      join(context.root, 'node_modules/.bin/backstage-cli'),
      'repo',
      'test',
      '--json',
      `--outputFile=${resultFile}`,
      `--maxWorkers=${workers}`,
      ...except.map(pattern => `--testPathIgnorePatterns=${pattern}`),
      ...only,
    ],
    { env: { NODE_ENV: 'test', ...env } },
  );
  const text = await readFile(resultFile, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(tail(finished.output));
  return conclusive(countJest(JSON.parse(text), context.root), finished);
}

/** Counts from jest's `--json` result. */
export function countJest(result: unknown, root: string): SuiteResult {
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numTodoTests,
    testResults,
  } = jestResultSchema.parse(result);
  const failedFiles = testResults.filter(file => file.status === 'failed');
  const brokenFiles = failedFiles.filter(
    file => !file.assertionResults.some(test => test.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles.length,
    skipped: numPendingTests + numTodoTests,
    failures: failedFiles.map(
      file =>
        `${file.name.replace(`${root}/`, '')}\n${
          file.message || describeFailures(file)
        }`,
    ),
  };
}

/** Vitest, whose result has the same form, says what failed beside each test alone. */
function describeFailures({ assertionResults }: FileResult): string {
  return assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) =>
      [fullName, ...(failureMessages ?? [])].join('\n'),
    )
    .join('\n\n');
}
