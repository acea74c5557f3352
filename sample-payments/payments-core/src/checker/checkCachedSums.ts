import type { Queryable } from '../database/queryable.ts';
import { findings, type Violation } from './violation.ts';

/** I8: sums that are kept (settlement batches) equal what the payments, refunds and ledger rows add up to. */
export async function checkCachedSums(database: Queryable): Promise<Violation[]> {
  const checks = await Promise.all([
    findings(database, 'I8', 'batch_equals_its_payments', CONTENTS),
    findings(database, 'I8', 'batch_equals_its_journal', JOURNAL),
    findings(database, 'I8', 'pending_balance_equals_unsettled', PENDING),
  ]);
  return checks.flat();
}

const CONTENTS = `
  SELECT batch.id::text AS subject,
    format('kept %s/%s/%s of %s+%s, replayed %s/%s/%s of %s+%s', batch.captured, batch.fees, batch.refunded, batch.payment_count, batch.refund_count,
      coalesce(paid.captured, 0), coalesce(paid.fees, 0), coalesce(back.refunded, 0), coalesce(paid.count, 0), coalesce(back.count, 0)) AS detail
  FROM settlement_batches batch
  LEFT JOIN (
    SELECT payment.settlement_batch_id AS id, sum(payment.amount_captured) AS captured, sum(coalesce(fee.amount, 0)) AS fees, count(*)
    FROM payments payment LEFT JOIN ledger_entries fee ON fee.payment_id = payment.id AND fee.kind = 'fee'
    WHERE payment.settlement_batch_id IS NOT NULL GROUP BY 1
  ) paid ON paid.id = batch.id
  LEFT JOIN (
    SELECT settlement_batch_id AS id, sum(amount) AS refunded, count(*) FROM refunds WHERE settlement_batch_id IS NOT NULL GROUP BY 1
  ) back ON back.id = batch.id
  WHERE (batch.captured, batch.fees, batch.refunded, batch.payment_count, batch.refund_count) IS DISTINCT FROM
    (coalesce(paid.captured, 0), coalesce(paid.fees, 0), coalesce(back.refunded, 0), coalesce(paid.count, 0), coalesce(back.count, 0))`;

/** What a batch made available, signed: a negative net is booked the other way round. */
const JOURNAL = `
  SELECT batch.id::text AS subject, format('net %s, booked %s', batch.net, coalesce(booked.net, 0)) AS detail
  FROM settlement_batches batch
  LEFT JOIN (
    SELECT entry.settlement_batch_id AS id,
      sum(CASE WHEN credit.kind = 'merchant_available' THEN entry.amount ELSE -entry.amount END) AS net
    FROM ledger_entries entry JOIN ledger_accounts credit ON credit.id = entry.credit_account
    WHERE entry.kind = 'settlement' GROUP BY 1
  ) booked ON booked.id = batch.id
  WHERE batch.net <> coalesce(booked.net, 0)`;

const PENDING = `
  SELECT account.id::text AS subject, format('ledger %s, unsettled %s', coalesce(ledger.sum, 0), coalesce(open.sum, 0)) AS detail
  FROM ledger_accounts account
  LEFT JOIN (
    SELECT account, sum(amount) FROM (
      SELECT credit_account AS account, amount FROM ledger_entries WHERE kind <> 'correction'
      UNION ALL SELECT debit_account, -amount FROM ledger_entries WHERE kind <> 'correction'
    ) legs GROUP BY account
  ) ledger ON ledger.account = account.id
  LEFT JOIN (
    SELECT merchant_id, live, currency, sum(amount) FROM (
      SELECT payment.merchant_id, payment.live, payment.currency, payment.amount_captured - coalesce(fee.amount, 0) AS amount
      FROM payments payment LEFT JOIN ledger_entries fee ON fee.payment_id = payment.id AND fee.kind = 'fee'
      WHERE payment.status = 'succeeded' AND payment.settlement_batch_id IS NULL
      UNION ALL
      SELECT merchant_id, live, currency, -amount FROM refunds WHERE status = 'succeeded' AND settlement_batch_id IS NULL
    ) movements GROUP BY merchant_id, live, currency
  ) open ON open.merchant_id = account.merchant_id AND open.live = account.live AND open.currency = account.currency
  WHERE account.kind = 'merchant_pending' AND coalesce(ledger.sum, 0) <> coalesce(open.sum, 0)`;
