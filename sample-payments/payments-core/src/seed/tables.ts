import type { Queryable } from '../database/queryable.ts';

/** Rows to insert, by table, with SQL's column names. */
export type Row = Record<string, unknown>;

/** Tables in the order in which foreign keys allow them to be filled. */
export const SEEDED_TABLES = [
  'merchants',
  'api_keys',
  'dashboard_users',
  'webhook_endpoints',
  'settlement_batches',
  'payments',
  'payment_events',
  'charge_attempts',
  'refunds',
  'ledger_entries',
  'outbox_events',
  'webhook_deliveries',
  'webhook_delivery_attempts',
  'audit_log',
] as const;

export type SeededTable = (typeof SEEDED_TABLES)[number];
export type SeededRows = Record<SeededTable, Row[]>;

/** No rows in any table. */
export function noRows(): SeededRows {
  return Object.fromEntries(SEEDED_TABLES.map(table => [table, []])) as unknown as SeededRows;
}

const CHUNK = 2_000;

/** Inserts rows many at a time; Postgres reads the types from the table. All rows have the columns of the first. */
export async function insertRows(database: Queryable, table: SeededTable, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  for (let start = 0; start < rows.length; start += CHUNK) {
    const json = JSON.stringify(rows.slice(start, start + CHUNK), (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    await database.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`,
      [json],
    );
  }
}

/** Bytes as json_populate_recordset reads them into a bytea column. */
export function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
