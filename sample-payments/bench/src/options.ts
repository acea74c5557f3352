import { parseArgs } from 'node:util';
import { z } from 'zod';

const count = z.coerce.number().int().min(1);

const optionsSchema = z.object({
  json: z.boolean().default(false),
  gate: z.boolean().default(false),
  rounds: count.max(50).default(5),
  seconds: count.max(120).default(8),
  clients: count.max(100).default(16),
  warmup: count.max(60).default(15),
  profile: z.string().min(1).optional(),
});

export type Options = z.output<typeof optionsSchema>;

/**
 * Reads the command line.
 * @throws Error that names the option and what it may be
 */
export function parseOptions(args: string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean' },
      gate: { type: 'boolean' },
      rounds: text,
      seconds: text,
      clients: text,
      warmup: text,
      profile: text,
    },
  });
  const result = optionsSchema.safeParse(values);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map(issue => `--${issue.path.join('.')}: ${issue.message}`).join('\n'));
}
