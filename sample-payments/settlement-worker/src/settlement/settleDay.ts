import type { DataSource } from 'typeorm';
import { constraintName, fromTypeOrm, inTransaction, type Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { ledgerAccounts, settlementJournal, writeJournal } from '@payments/core/ledger';

/** What one merchant is paid out of one batch: one currency, one mode. */
interface Group {
  merchantId: string;
  live: boolean;
  currency: string;
}

interface Totals {
  captured: string;
  fees: string;
  refunded: string;
}

/** The day is not over, or is not a day. */
export class BusinessDateError extends Error {
  override name = 'BusinessDateError';
}

/**
 * Settles a UTC day: one batch for each merchant, mode and currency with captures or refunds that are not settled yet
 * and happened before the day ended; what a former day missed is included. Running it again, or in two processes at
 * once, makes no second batch.
 * @param businessDate YYYY-MM-DD, by the database's clock over already
 * @returns how many batches this call made
 */
export async function settleDay(dataSource: DataSource, businessDate: string): Promise<number> {
  const database = fromTypeOrm(dataSource);
  await refuseUnfinished(database, businessDate);
  const groups = await database.query<Group>(OPEN_GROUPS, [businessDate]);
  let made = 0;
  for (const group of groups) if (await settleGroup(dataSource, businessDate, group)) made += 1;
  return made;
}

async function refuseUnfinished(database: Queryable, businessDate: string): Promise<void> {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(businessDate) && !Number.isNaN(Date.parse(businessDate));
  if (!isDay) throw new BusinessDateError(`${JSON.stringify(businessDate)} is not a day; write YYYY-MM-DD.`);
  const [day] = await database.query<{ isOver: boolean }>(IS_OVER, [businessDate]);
  if (!day?.isOver) throw new BusinessDateError(`${businessDate} is not over yet (UTC).`);
}

async function settleGroup(dataSource: DataSource, businessDate: string, group: Group): Promise<boolean> {
  const { merchantId, live, currency } = group;
  try {
    return await inTransaction(dataSource, async database => {
      const id = newUuid();
      const [totals] = await database.query<Totals>(SETTLE, [id, businessDate, merchantId, live, currency]);
      if (!totals) return false;
      const { captured, fees, refunded } = totals;
      const sums = { captured: BigInt(captured), fees: BigInt(fees), refunded: BigInt(refunded) };
      const accounts = await ledgerAccounts(database, merchantId, currency, live);
      await writeJournal(database, accounts, currency, settlementJournal(sums), { settlementBatchId: id });
      return true;
    });
  } catch (error) {
    // Another process settled this group at the same time; ours is rolled back.
    if (constraintName(error) === 'settlement_batches_once_a_day') return false;
    throw error;
  }
}

const IS_OVER = `SELECT $1::date < (now() AT TIME ZONE 'UTC')::date AS "isOver"`;

/** The moment the day of parameter `n` ended. */
const endOf = (parameter: string) => `((${parameter}::date + 1)::timestamp AT TIME ZONE 'UTC')`;

const OPEN_GROUPS = `
  SELECT open.merchant_id AS "merchantId", open.live, open.currency FROM (
    SELECT merchant_id, live, currency FROM payments
    WHERE status = 'succeeded' AND settlement_batch_id IS NULL AND captured_at < ${endOf('$1')}
    UNION
    SELECT merchant_id, live, currency FROM refunds
    WHERE status = 'succeeded' AND settlement_batch_id IS NULL AND finished_at < ${endOf('$1')}
  ) open
  WHERE NOT EXISTS (SELECT FROM settlement_batches batch WHERE batch.merchant_id = open.merchant_id
    AND batch.live = open.live AND batch.currency = open.currency AND batch.business_date = $1::date)
  ORDER BY 1, 2, 3`;

/** Locks what it sums up, so that the sums, the rows that name the batch and its journal are about the same. */
const SETTLE = `
  WITH paid AS (
    SELECT id, amount_captured FROM payments
    WHERE merchant_id = $3 AND live = $4 AND currency = $5 AND status = 'succeeded' AND settlement_batch_id IS NULL
      AND captured_at < ${endOf('$2')}
    ORDER BY id FOR UPDATE
  ), back AS (
    SELECT id, amount FROM refunds
    WHERE merchant_id = $3 AND live = $4 AND currency = $5 AND status = 'succeeded' AND settlement_batch_id IS NULL
      AND finished_at < ${endOf('$2')}
    ORDER BY id FOR UPDATE
  ), sums AS (
    SELECT
      (SELECT coalesce(sum(amount_captured), 0) FROM paid) AS captured,
      (SELECT coalesce(sum(fee.amount), 0) FROM paid JOIN ledger_entries fee ON fee.payment_id = paid.id AND fee.kind = 'fee') AS fees,
      (SELECT coalesce(sum(amount), 0) FROM back) AS refunded,
      (SELECT count(*) FROM paid) AS payment_count,
      (SELECT count(*) FROM back) AS refund_count
  ), batch AS (
    INSERT INTO settlement_batches
      (id, merchant_id, live, currency, business_date, captured, fees, refunded, payment_count, refund_count)
    SELECT $1, $3, $4, $5, $2::date, captured, fees, refunded, payment_count, refund_count FROM sums
    WHERE payment_count + refund_count > 0
    RETURNING id, captured, fees, refunded
  ), settled_payments AS (
    UPDATE payments payment SET settlement_batch_id = batch.id, updated_at = now()
    FROM paid, batch WHERE payment.id = paid.id
  ), settled_refunds AS (
    UPDATE refunds refund SET settlement_batch_id = batch.id FROM back, batch WHERE refund.id = back.id
  )
  SELECT captured::text, fees::text, refunded::text FROM batch`;
