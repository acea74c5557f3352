import { z } from 'zod';
import type { Queryable } from '../database/queryable.ts';

const columnSchema = z.object({
  type: z.string(),
  isOptional: z.boolean(),
  /** Filled in by the database when a statement does not name it. */
  isFilled: z.boolean(),
});

const ruleSchema = z.object({
  /** `check`, `unique` (also primary keys and unique indexes), `foreign key`, `trigger`. */
  kind: z.enum(['check', 'unique', 'foreign key', 'trigger']),
  definition: z.string(),
  /** Of the table; empty where the database does not tell. */
  columns: z.array(z.string()),
});

const tableSchema = z.object({
  columns: z.record(z.string(), columnSchema),
  rules: z.record(z.string(), ruleSchema),
  /** What `payments_app` may do, such as `INSERT`. */
  rights: z.array(z.string()),
});

/** What the code of a release can rely on: every table with its columns, its rules, and what the services may do. */
export const schemaContractSchema = z.object({ release: z.string(), tables: z.record(z.string(), tableSchema) });

export type SchemaContract = z.output<typeof schemaContractSchema>;
export type TableContract = z.output<typeof tableSchema>;
export type RuleContract = z.output<typeof ruleSchema>;

/** Reads the contract of a migrated database. In a fixed order, so that a recorded one can be compared by eye. */
export async function readSchema(database: Queryable, release: string): Promise<SchemaContract> {
  const columns = await database.query<{
    table: string;
    column: string;
    type: string;
    optional: boolean;
    filled: boolean;
  }>(COLUMNS);
  const rules = await database.query<{ table: string; name: string } & RuleContract>(RULES);
  const rights = await database.query<{ table: string; right: string }>(RIGHTS);
  const tables: SchemaContract['tables'] = {};
  for (const { table, column, type, optional, filled } of columns) {
    tables[table] ??= { columns: {}, rules: {}, rights: [] };
    tables[table].columns[column] = { type, isOptional: optional, isFilled: filled };
  }
  for (const { table, name, kind, definition, columns: of } of rules) {
    const contract = tables[table];
    if (contract) contract.rules[name] = { kind, definition, columns: of };
  }
  for (const { table, right } of rights) tables[table]?.rights.push(right);
  return { release, tables };
}

/** TypeORM's list of migrations is not of the contract. */
const OURS = `namespace.nspname = 'public' AND relation.relname <> 'migrations' AND relation.relkind = 'r'`;

const COLUMNS = `
  SELECT relation.relname AS "table", attribute.attname AS "column",
    format_type(attribute.atttypid, attribute.atttypmod) AS type, NOT attribute.attnotnull AS optional,
    attribute.atthasdef OR attribute.attidentity <> '' AS filled
  FROM pg_attribute attribute
  JOIN pg_class relation ON relation.oid = attribute.attrelid
  JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
  WHERE ${OURS} AND attribute.attnum > 0 AND NOT attribute.attisdropped
  ORDER BY 1, 2`;

const RULES = `
  WITH tables AS (
    SELECT relation.oid, relation.relname FROM pg_class relation
    JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace WHERE ${OURS}
  ), named AS (
    SELECT tables.relname AS "table", rule.conname AS name, pg_get_constraintdef(rule.oid) AS definition,
      CASE rule.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' ELSE 'unique' END AS kind,
      tables.oid, rule.conkey AS keys
    FROM tables JOIN pg_constraint rule ON rule.conrelid = tables.oid
    UNION ALL
    SELECT tables.relname, index.relname, pg_get_indexdef(index.oid), 'unique', tables.oid, details.indkey::int2[]
    FROM tables JOIN pg_index details ON details.indrelid = tables.oid AND details.indisunique
    JOIN pg_class index ON index.oid = details.indexrelid
    WHERE NOT EXISTS (SELECT FROM pg_constraint rule WHERE rule.conindid = index.oid AND rule.contype IN ('p', 'u'))
    UNION ALL
    SELECT tables.relname, rule.tgname, pg_get_triggerdef(rule.oid), 'trigger', tables.oid, NULL
    FROM tables JOIN pg_trigger rule ON rule.tgrelid = tables.oid AND NOT rule.tgisinternal
  )
  SELECT "table", name, kind, definition, ARRAY(
    SELECT attribute.attname::text FROM pg_attribute attribute
    WHERE attribute.attrelid = named.oid AND attribute.attnum = ANY (named.keys) ORDER BY 1) AS columns
  FROM named ORDER BY 1, 2`;

const RIGHTS = `
  SELECT DISTINCT relation.relname AS "table", granted.privilege_type AS "right"
  FROM pg_class relation JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace,
    aclexplode(relation.relacl) granted
  WHERE ${OURS} AND granted.grantee = 'payments_app'::regrole
  ORDER BY 1, 2`;
