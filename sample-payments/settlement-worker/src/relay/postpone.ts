import { errorCode, type Queryable } from '@payments/core/database';

/** Tries over three hours and a half; then a person has to look. */
export const MAXIMUM_DISPATCHES = 12;

/** Data exceptions, violated constraints and raised refusals: what the row itself causes, each time it is tried. */
const OF_THE_ROW = /^(22|23|P0)/;

/** True for an error that another try at the same row would give again; a database that is away is none. */
export function isOfTheRow(error: unknown): boolean {
  return OF_THE_ROW.test(errorCode(error) ?? '');
}

/**
 * Tries an event again later, with pauses that double from 10 s up to an hour. After the last try it is `dead`, which
 * `payments_outbox_dead` counts. Only the error's code is kept: its text may quote the row.
 */
export async function postpone(database: Queryable, eventId: string, error: unknown): Promise<void> {
  await database.query(POSTPONE, [eventId, `SQLSTATE ${errorCode(error)}`, MAXIMUM_DISPATCHES]);
}

const POSTPONE = `
  WITH postponed AS (
    UPDATE outbox_events SET attempts = attempts + 1, last_failure = $2,
      state = CASE WHEN attempts + 1 >= $3 THEN 'dead' ELSE 'waiting' END,
      closed_at = CASE WHEN attempts + 1 >= $3 THEN now() END,
      next_attempt_at = CASE WHEN attempts + 1 < $3
        THEN now() + least(interval '10 seconds' * 2 ^ attempts, interval '1 hour') END
    WHERE id = $1 AND state = 'waiting' RETURNING id
  )
  SELECT id FROM postponed`;
