import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conclusive } from './conclusive.ts';
import type { SuiteContext, SuiteResult } from './suite.ts';

/**
 * Runs Node's own test runner over a package that needs no build step, and counts its tests.
 * @param folder absolute path of the package
 * @param pattern test files, relative to `folder`
 * @param options `oneAfterTheOther` for files that share something they change
 * @throws Error when the runner stopped, when no test ran, or when the runner failed although no test did
 */
export async function runNodeTests(
  context: SuiteContext,
  folder: string,
  pattern: string,
  options: { env?: Record<string, string>; oneAfterTheOther?: boolean } = {},
): Promise<SuiteResult> {
  const readableFile = join(context.workFolder, 'node-test.txt');
  const finished = await context.run(
    process.execPath,
    [
      '--test',
      '--test-reporter=tap',
      '--test-reporter-destination=stdout',
      '--test-reporter=spec',
      `--test-reporter-destination=${readableFile}`,
      ...(options.oneAfterTheOther ? ['--test-concurrency=1'] : []),
      pattern,
    ],
    { cwd: folder, env: options.env },
  );
  const readable = await readFile(readableFile, 'utf8').catch(
    () => finished.output,
  );
  return conclusive(countTap(finished.stdout, readable), finished);
}

/**
 * Counts from the summary that ends Node's TAP output.
 * @param readable the same run as the `spec` reporter tells it; its list of failing tests is quoted
 * @throws Error when the output has no summary, which means that the runner itself stopped
 */
export function countTap(tap: string, readable: string): SuiteResult {
  const count = (label: string) => {
    const line = tap.match(new RegExp(`^# ${label} (\\d+)$`, 'm'));
    if (!line) throw new Error(`no "# ${label}" in the output\n${readable}`);
    return Number(line[1]);
  };
  const failed = count('fail') + count('cancelled');
  const failingTests = readable.split(/^✖ failing tests:$/m)[1];
  return {
    passed: count('pass'),
    failed,
    skipped: count('skipped') + count('todo'),
    failures: failed > 0 ? [(failingTests ?? readable).trim()] : [],
  };
}
