import { join } from 'node:path';
import { z } from 'zod';
import { tail } from './tail.ts';
import type { SuiteContext } from './suite.ts';

/** An import that a rule forbids; paths are relative to the folder that was checked. */
export interface Violation {
  rule: string;
  from: string;
  to: string;
}

const cruiseSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
      }),
    ),
    ruleSetUsed: z.object({
      forbidden: z.array(z.object({ name: z.string() })),
    }),
  }),
});

/** Checks a tree with the repository's own rules. */
export async function cruise(
  context: SuiteContext,
  cwd: string,
  folders: string[],
): Promise<{ rules: string[]; violations: Violation[] }> {
  const { stdout, output } = await context.run(
    process.execPath,
    [
      join(context.root, 'node_modules/.bin/depcruise'),
      '--config',
      join(context.root, '.dependency-cruiser.cjs'),
      '--output-type=json',
      ...folders,
    ],
    { cwd },
  );
  if (!stdout.startsWith('{')) {
    throw new Error(`dependency-cruiser stopped\n${tail(output)}`);
  }
  const { summary } = cruiseSchema.parse(JSON.parse(stdout));
  if (summary.totalCruised === 0) {
    throw new Error('dependency-cruiser found no file to check');
  }
  return {
    rules: summary.ruleSetUsed.forbidden.map(rule => rule.name),
    violations: summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      from,
      to,
    })),
  };
}
