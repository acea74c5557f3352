import type { Queryable } from '../database/queryable.ts';
import { findings, type Violation } from './violation.ts';

/** I4: the refunds of a payment together never exceed what was captured, and the payment knows their sum. */
export async function checkRefundsWithinCaptured(database: Queryable): Promise<Violation[]> {
  return findings(database, 'I4', 'refunds_within_captured', REFUNDS);
}

const REFUNDS = `
  SELECT payment.id::text AS subject,
    format('captured %s, noted as refunded %s, refunds %s', payment.amount_captured, payment.amount_refunded, coalesce(refund.amount, 0)) AS detail
  FROM payments payment
  LEFT JOIN (
    SELECT payment_id, sum(amount) AS amount FROM refunds WHERE status NOT IN ('failed', 'canceled') GROUP BY payment_id
  ) refund ON refund.payment_id = payment.id
  WHERE coalesce(refund.amount, 0) > payment.amount_captured OR coalesce(refund.amount, 0) <> payment.amount_refunded`;
