import type { SuiteResult } from './suite.ts';
import { tail } from './tail.ts';

/**
 * The result that was counted from a test runner's report, when it proves something.
 * @param ended how the runner ended, with what it wrote
 * @throws Error when no test was counted, or when the runner failed although none of its tests did
 */
export function conclusive(
  result: SuiteResult,
  { exitCode, output }: { exitCode: number; output: string },
): SuiteResult {
  const { passed, failed, skipped } = result;
  if (passed + failed + skipped === 0) {
    throw new Error(`no test ran\n${tail(output)}`);
  }
  if (exitCode !== 0 && failed === 0) {
    throw new Error(
      `no test failed, but the runner ended with ${exitCode}\n${tail(output)}`,
    );
  }
  return result;
}
