import type { Queryable } from '@payments/core/database';
import type { Scene } from './Scene.ts';

/** Work that is not done yet, by name; nothing when the system rests. */
export type Unfinished = Record<string, number>;

/**
 * What is still to be done.
 * @param without the endpoint whose deliveries do not count yet
 */
export async function unfinished({ sql, stage }: Scene, without?: string): Promise<Unfinished> {
  const [row] = await sql.query<Unfinished>(OPEN, [without ?? null]);
  const acted = await actedOn(sql, stage);
  return Object.fromEntries(Object.entries({ ...row, acted }).filter(([, count]) => count > 0));
}

/** Charges that a customer has decided and the database still waits for. */
async function actedOn(sql: Queryable, stage: Scene['stage']): Promise<number> {
  const waiting = await sql.query<{ id: string }>(`SELECT id FROM charge_attempts WHERE state = 'requires_action'`);
  if (waiting.length === 0) return 0;
  const latest = new Map((await stage.acquirer.log()).map(({ reference, outcome }) => [reference, outcome]));
  return waiting.filter(({ id }) => latest.get(id) !== 'requires_action').length;
}

/** An endpoint that is off or removed has its deliveries closed by the sweeper. */
const OPEN = `
  SELECT
    (SELECT count(*)::integer FROM idempotency_keys WHERE state = 'running') AS keys,
    (SELECT count(*)::integer FROM charge_attempts WHERE state IN ('pending', 'unknown')) AS charges,
    (SELECT count(*)::integer FROM refunds WHERE status = 'pending') AS refunds,
    (SELECT count(*)::integer FROM outbox_events WHERE state = 'waiting') AS events,
    (SELECT count(*)::integer FROM webhook_deliveries
      WHERE state = 'waiting' AND endpoint_id IS DISTINCT FROM $1::uuid) AS deliveries`;
