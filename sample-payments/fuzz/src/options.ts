import { parseArgs } from 'node:util';
import { z } from 'zod';

const optionsSchema = z.object({
  seed: z.coerce.number().int().min(0).default(20261124),
  seconds: z.coerce.number().int().min(10).max(600).default(75),
});

export type Options = z.output<typeof optionsSchema>;

/**
 * Reads the command line.
 * @throws Error that names the option and what it may be
 */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({ args, options: { seed: { type: 'string' }, seconds: { type: 'string' } } });
  const result = optionsSchema.safeParse(values);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map(issue => `--${issue.path.join('.')}: ${issue.message}`).join('\n'));
}
