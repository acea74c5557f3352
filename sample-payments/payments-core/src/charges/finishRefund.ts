import type { Approved, Declined } from '../acquirer/index.ts';
import type { Queryable } from '../database/queryable.ts';
import { ledgerAccounts, refundJournal, writeJournal } from '../ledger/index.ts';
import { writeEvent } from '../outbox/index.ts';
import type { FinishContext } from './finishCharge.ts';
import { lockRefund } from './locks.ts';

/**
 * Books what the acquirer decided about a refund: refund, timeline, ledger and event. Run it inside one transaction.
 * Safe to call again and from two processes.
 * @returns whether this call booked it
 */
export async function finishRefund(
  database: Queryable,
  refundId: string,
  result: Approved | Declined,
  context: FinishContext,
): Promise<boolean> {
  const refund = await lockRefund(database, refundId);
  if (!refund || (refund.status !== 'pending' && refund.status !== 'requires_action')) return false;
  const { paymentId, traceparent, merchantId, currency, live } = refund;
  const approved = result.outcome === 'approved';
  const status = approved ? 'succeeded' : 'failed';
  await database.query(DECIDE, [
    refundId,
    status,
    approved ? result.acquirerReference : null,
    approved ? null : result.declineCode,
  ]);
  await database.query(NOTE, [paymentId, `refund_${status}`, refund.amount, context.actor, context.requestId ?? null]);
  if (approved) {
    const accounts = await ledgerAccounts(database, merchantId, currency, live);
    const lines = refundJournal(BigInt(refund.amount));
    await writeJournal(database, accounts, currency, lines, { paymentId, refundId });
  }
  await writeEvent(database, { type: `refund.${status}`, paymentId, refundId, traceparent });
  return true;
}

/** A failed refund gives its amount back: a trigger sees to it. */
const DECIDE = `
  UPDATE refunds SET status = $2, acquirer_reference = $3, failure_code = $4, finished_at = now(), next_inquiry_at = NULL
  WHERE id = $1`;

const NOTE = `
  WITH moved AS (
    UPDATE payments SET version = version + 1, updated_at = now() WHERE id = $1 RETURNING id, version
  )
  INSERT INTO payment_events (payment_id, version, type, amount, actor, request_id)
  SELECT id, version, $2, $3, $4, $5 FROM moved`;
