import { parseArgs } from 'node:util';
import { z } from 'zod';
import { uuidOf } from '../identifiers/index.ts';

const USAGE = `Usage:
  payments-merchants open --name NAME --email ADDRESS --person NAME [--fee-basis-points N]
  payments-merchants add-person --merchant mer_… --email ADDRESS --person NAME --role viewer|operator|admin
  payments-merchants list
Prints one JSON document; passwords and keys in it are shown this once.`;

/** The command was called in a way it does not understand. The message says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(reason: string) {
    super(`${reason}\n${USAGE}`);
  }
}

const name = z.string().trim().min(1).max(200);
const email = z.email().max(320);

const commands = {
  open: z.strictObject({
    name,
    email,
    person: name,
    'fee-basis-points': z
      .string()
      .regex(/^\d{1,5}$/, 'must be a whole number of 1/100 %')
      .transform(Number)
      .pipe(z.number().max(10_000))
      .default(150),
  }),
  'add-person': z.strictObject({
    merchant: z.string().transform((id, context) => {
      const uuid = uuidOf('merchant', id);
      if (uuid !== undefined) return uuid;
      context.addIssue({ code: 'custom', message: 'must be an id such as payments-merchants list shows' });
      return z.NEVER;
    }),
    email,
    person: name,
    role: z.enum(['viewer', 'operator', 'admin']),
  }),
  list: z.strictObject({}),
};

type Commands = typeof commands;

/** One command with its options, checked; `merchant` is a UUID. */
export type MerchantsCommand = {
  [Verb in keyof Commands]: { verb: Verb; options: z.output<Commands[Verb]> };
}[keyof Commands];

/** @throws UsageError which says what to change */
export function parseMerchantsCommand(args: readonly string[]): MerchantsCommand {
  const [verb, ...rest] = args;
  if (verb === undefined || !Object.hasOwn(commands, verb)) throw new UsageError('Say what to do.');
  const parsed = commands[verb as keyof Commands].safeParse(read(rest));
  if (parsed.success) return { verb, options: parsed.data } as MerchantsCommand;
  throw new UsageError(z.prettifyError(parsed.error));
}

function read(args: readonly string[]): Record<string, string | undefined> {
  const text = { type: 'string' } as const;
  const options = { name: text, email: text, person: text, 'fee-basis-points': text, merchant: text, role: text };
  try {
    return { ...parseArgs({ args: [...args], options }).values };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
