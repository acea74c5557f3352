import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { MigrationSql } from './sqlOf.ts';

const require = createRequire(import.meta.url);

/** The same relative path from `src` and from `dist`. */
const CONFIGURATION = fileURLToPath(new URL('../../../.squawk.toml', import.meta.url));

const findingsSchema = z.array(
  z.object({
    rule_name: z.string(),
    message: z.string(),
    help: z.string().nullable(),
    line: z.number(),
  }),
);

/**
 * The linter's program. Only this package of it is asked for: the one that chooses among all platforms names some that
 * not every registry has, and then no lock file can be made.
 */
const PROGRAM = '@squawk-cli/linux-x64/bin/squawk';

/** Something that squawk refuses. */
export interface Finding {
  rule: string;
  message: string;
  help: string | null;
  /** From 1. */
  line: number;
}

/** Asks squawk about one migration. SQL that it cannot parse is a finding too (`syntax-error`). */
export async function lintSql(name: string, { text, isTransaction }: MigrationSql): Promise<Finding[]> {
  const squawk = spawn(
    findProgram(),
    [
      `--config=${CONFIGURATION}`,
      '--reporter=json',
      `--stdin-filepath=${name}.sql`,
      isTransaction ? '--assume-in-transaction' : '--no-assume-in-transaction',
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  squawk.stdin.end(text);
  const findings = findingsSchema.parse(await json(squawk.stdout));
  return findings.map(({ rule_name: rule, message, help, line }) => ({ rule, message, help, line: line + 1 }));
}

function findProgram(): string {
  try {
    return require.resolve(PROGRAM);
  } catch (error) {
    throw new Error('squawk, which lints the migrations, is not installed: it is there for Linux on x86-64 alone.', {
      cause: error,
    });
  }
}
