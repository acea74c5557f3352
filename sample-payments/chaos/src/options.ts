import { parseArgs } from 'node:util';
import { z } from 'zod';
import { PLANTS, type Plant } from './plants/index.ts';

/** What the command line asks for. */
export interface ChaosOptions {
  /** Of the first run; the others follow on from it. */
  seed: number;
  runs: number;
  plant?: Plant;
  /** Where the processes' logs of runs with violations are copied to. */
  logs?: string;
  isJson: boolean;
}

export const USAGE = `Usage: npm run chaos -- [--seed N] [--runs N] [--plant I1…I9] [--logs folder] [--json]

  --seed N    seed of the first run, 0 or more; the next runs take N+1, N+2 …  (1)
  --runs N    how many runs, 1 to 100000                                       (1)
  --plant I   breaks the running system on purpose; the run must report I
  --logs DIR  copies the logs of a run with violations to a folder there
  --json      one JSON object a line instead of sentences`;

/** The command line is wrong, or asks for help; the message says how. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const whole = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(low).max(high));

const seedSchema = whole(0, 999_999_999);
const runsSchema = whole(1, 100_000);

/** @throws UsageError */
export function parseOptions(args: readonly string[]): ChaosOptions {
  const values = read(args);
  if (values.help) throw new UsageError('Breaks real processes under load, and checks everything afterwards.');
  return {
    seed: numberOf('--seed', seedSchema, values.seed ?? '1', 'a whole number from 0 to 999999999'),
    runs: numberOf('--runs', runsSchema, values.runs ?? '1', 'a whole number from 1 to 100000'),
    plant: values.plant === undefined ? undefined : plantNamed(values.plant),
    logs: values.logs,
    isJson: values.json ?? false,
  };
}

function read(args: readonly string[]) {
  const options = {
    seed: { type: 'string' },
    runs: { type: 'string' },
    plant: { type: 'string' },
    logs: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function numberOf(name: string, schema: z.ZodType<number>, text: string, wanted: string): number {
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new UsageError(`${name} must be ${wanted}, not ${JSON.stringify(text)}.`);
  return parsed.data;
}

function plantNamed(name: string): Plant {
  const plant = PLANTS.find(({ invariant }) => invariant === name);
  if (!plant)
    throw new UsageError(
      `--plant must be one of ${PLANTS.map(({ invariant }) => invariant).join(', ')}, not ${JSON.stringify(name)}.`,
    );
  return plant;
}
