import type { Queryable } from '../database/queryable.ts';

/** The nine invariants, and the audit log's chain. */
export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'audit';

/** Something that must never be. */
export interface Violation {
  invariant: Invariant;
  /** What is wrong, in a word that tests can rely on. */
  rule: string;
  /** The id (or key, or place) it is about. */
  subject: string;
  detail?: string;
}

/** A row of a checking query: what it is about, and what was found there. */
interface Finding {
  subject: string;
  detail: string | null;
}

/** Runs a query that lists what breaks a rule: columns `subject` and `detail`, no rows when all is well. */
export async function findings(
  database: Queryable,
  invariant: Invariant,
  rule: string,
  sql: string,
  parameters: unknown[] = [],
): Promise<Violation[]> {
  const rows = await database.query<Finding>(sql, parameters);
  return rows.map(({ subject, detail }) => ({ invariant, rule, subject, detail: detail ?? undefined }));
}
