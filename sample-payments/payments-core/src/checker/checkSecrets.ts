import type { Queryable } from '../database/queryable.ts';
import { containsPan, containsSecret } from '../pan/index.ts';
import type { Violation } from './violation.ts';

/** I9: no card number and no secret in any text column, nor in the logs and dumps given. */
export async function checkNothingSecret(
  database: Queryable,
  texts: readonly { name: string; text: string }[] = [],
): Promise<Violation[]> {
  const problems: Violation[] = [];
  for (const { table, column } of await database.query<{ table: string; column: string }>(TEXT_COLUMNS)) {
    const rows = await database.query<{ value: string }>(suspects(table, column));
    for (const { value } of rows) problems.push(...inspect(`${table}.${column}`, value));
  }
  for (const { name, text } of texts) {
    text.split('\n').forEach((line, index) => problems.push(...inspect(`${name}:${index + 1}`, line)));
  }
  return problems;
}

/** Pure. The place is named; what was found there is not repeated. */
function inspect(subject: string, text: string): Violation[] {
  const problems: Violation[] = [];
  if (containsPan(text)) problems.push({ invariant: 'I9', rule: 'no_card_number', subject });
  if (containsSecret(text)) problems.push({ invariant: 'I9', rule: 'no_secret', subject });
  return problems;
}

/** Only columns the role may read are listed. */
const TEXT_COLUMNS = `
  SELECT column_list.table_name AS "table", column_list.column_name AS "column"
  FROM information_schema.columns column_list
  JOIN information_schema.tables table_list USING (table_schema, table_name)
  WHERE column_list.table_schema = 'public' AND table_list.table_type = 'BASE TABLE'
    AND (column_list.data_type IN ('text', 'json', 'jsonb', 'character', 'character varying') OR column_list.udt_name = '_text')
  ORDER BY 1, 2`;

/** A coarse filter in the database, so that only suspicious values travel. Names come from its own catalog. */
function suspects(table: string, column: string): string {
  return `
    SELECT "${column}"::text AS value FROM "${table}"
    WHERE "${column}"::text ~ '([[:digit:]][ .-]?){13}|sk_(test|live)_|whsec_|cs_|://[^/ ]*:[^/ ]*@'`;
}
