import { findProgram } from '../system/programs.ts';
import { installDebianPackages } from './debianPackages.ts';
import type { SuiteContext } from './suite.ts';

/** Path of Chromium, installed if it may be. */
export async function ensureChromium(
  context: SuiteContext,
): Promise<string | undefined> {
  return (
    findProgram('chromium') ??
    ((await installDebianPackages(context, ['chromium']))
      ? findProgram('chromium')
      : undefined)
  );
}
