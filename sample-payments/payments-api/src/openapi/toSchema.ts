import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/**
 * A zod schema as OpenAPI 3.1 writes it. Schemas with an id are put into `components` and referred to. What callers
 * send is described, so fields with a default are not required; and answers may grow fields, so they stay open.
 */
export function toSchema(schema: z.ZodType, components: Record<string, JsonSchema>): JsonSchema {
  const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  for (const [name, definition] of Object.entries($defs as Record<string, JsonSchema>))
    components[name] = tidy(definition) as JsonSchema;
  const { id } = root;
  if (typeof id !== 'string') return tidy(root) as JsonSchema;
  components[id] = tidy(root) as JsonSchema;
  return { $ref: `#/components/schemas/${id}` };
}

/** Leaves out what zod says and no reader needs. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const isDate = Reflect.get(value, 'format') === 'date-time';
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    // The name of the schema itself; a property called `id` is described by an object.
    if (name === 'id' && typeof inner === 'string') return [];
    if (name === 'pattern') return isDate ? [] : [[name, String(inner).replaceAll('\\/', '/')]];
    if (name === 'propertyNames' || inner === -Number.MAX_SAFE_INTEGER) return [];
    if (name === '$ref') return [[name, String(inner).replace('#/$defs/', '#/components/schemas/')]];
    return [[name === 'anyOf' ? 'oneOf' : name, tidy(inner)]];
  });
  return Object.fromEntries(entries);
}
