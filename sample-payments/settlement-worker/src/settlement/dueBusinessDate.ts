import type { Queryable } from '@payments/core/database';

/** A day is settled a quarter of an hour after it ended, so that what was captured at its end is committed. */
export const SETTLE_AFTER_MINUTES = 15;

/** The latest UTC day that may be settled now, by the database's clock. */
export async function dueBusinessDate(database: Queryable): Promise<string> {
  const [row] = await database.query<{ day: string }>(DUE, [SETTLE_AFTER_MINUTES]);
  if (!row) throw new Error('The database gave no date.');
  return row.day;
}

const DUE = `SELECT ((now() AT TIME ZONE 'UTC' - make_interval(mins => $1))::date - 1)::text AS day`;
