import { z } from 'zod';
import { invalid, type ProblemError } from './problem.ts';

/**
 * Parses what a caller sent.
 * @throws ProblemError 400 that names the first wrong field; its value is never repeated
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue ? problemOf(issue, value) : invalid('parameter_invalid', 'The request is not valid.');
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): ProblemError {
  const param = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = pathOf([...issue.path, issue.keys[0] ?? '']);
    return invalid('parameter_unknown', 'This field is not known.', unknown);
  }
  if (valueAt(value, issue.path) === undefined) return invalid('parameter_missing', 'This field is needed.', param);
  const own: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return invalid(typeof own === 'string' ? own : 'parameter_invalid', issue.message, param);
}

function pathOf(path: readonly PropertyKey[]): string | undefined {
  return path.length === 0 ? undefined : path.map(String).join('.').slice(0, 200);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
