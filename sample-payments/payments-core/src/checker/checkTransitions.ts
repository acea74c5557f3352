import type { Queryable } from '../database/queryable.ts';
import { LEGAL_PAYMENT_TRANSITIONS, NEW } from '../payments/paymentStates.ts';
import { findings, type Violation } from './violation.ts';

/** I6: payments made only legal moves, final statuses stayed, and the timeline tells of each move, without gaps. */
export async function checkTransitions(database: Queryable): Promise<Violation[]> {
  const legal = Object.entries(LEGAL_PAYMENT_TRANSITIONS).flatMap(([from, all]) => all.map(to => `${from}>${to}`));
  const checks = await Promise.all([
    findings(database, 'I6', 'move_is_legal', ILLEGAL, [legal, NEW]),
    findings(database, 'I6', 'moves_follow_each_other', BROKEN),
    findings(database, 'I6', 'timeline_ends_where_the_payment_is', ENDS),
  ]);
  return checks.flat();
}

const ILLEGAL = `
  SELECT payment_id::text AS subject, format('%s to %s', coalesce(from_status, $2), to_status) AS detail
  FROM payment_events WHERE to_status IS NOT NULL AND NOT coalesce(from_status, $2) || '>' || to_status = ANY ($1::text[])`;

const BROKEN = `
  SELECT payment_id::text AS subject, format('version %s starts from %s after %s', version, from_status, before) AS detail
  FROM (
    SELECT payment_id, version, from_status, lag(to_status) OVER (PARTITION BY payment_id ORDER BY version) AS before
    FROM payment_events WHERE to_status IS NOT NULL
  ) moves WHERE before IS DISTINCT FROM from_status`;

const ENDS = `
  SELECT payment.id::text AS subject,
    format('payment is %s at version %s, timeline has %s at %s of %s rows', payment.status, payment.version, told.status, told.last, told.rows) AS detail
  FROM payments payment
  LEFT JOIN (
    SELECT payment_id, max(version) AS last, count(*) AS rows,
      (array_agg(to_status ORDER BY version DESC) FILTER (WHERE to_status IS NOT NULL))[1] AS status
    FROM payment_events GROUP BY payment_id
  ) told ON told.payment_id = payment.id
  WHERE told.status IS DISTINCT FROM payment.status OR told.last IS DISTINCT FROM payment.version OR told.rows IS DISTINCT FROM payment.version`;
