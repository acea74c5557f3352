import { z } from 'zod';

/** One or more environment variables are missing or wrong. The message names each; values are never repeated. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment is not complete:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** What every process gets its settings from, in production `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings from environment variables. An empty variable counts as not set, as charts write it that way.
 * @throws ConfigurationError that lists all problems at once
 */
export function parseEnvironment<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map(issue => {
      const name = String(issue.path[0] ?? 'environment');
      return given[name] === undefined ? `${name} is not set.` : `${name}: ${issue.message}`;
    }),
  );
}
