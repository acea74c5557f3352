import type { AcquirerLogEntry } from '../acquirer/index.ts';
import type { Queryable } from '../database/queryable.ts';
import { SEEDED_REFERENCE } from '../seed/seededReference.ts';
import { findings, type Violation } from './violation.ts';

/**
 * I2: the acquirer charged each payment at most once, and what it captured or gave back is in the ledger exactly once.
 * Without the acquirer's log only our side is compared: payments and refunds against their journals.
 */
export async function checkCharges(database: Queryable, log?: readonly AcquirerLogEntry[]): Promise<Violation[]> {
  const own = await Promise.all([
    findings(database, 'I2', 'payment_has_one_capture_journal', CAPTURES),
    findings(database, 'I2', 'refund_has_one_journal', REFUNDS),
    findings(database, 'I2', 'payment_has_one_approved_charge', ATTEMPTS),
  ]);
  if (!log) return own.flat();
  return [...own.flat(), ...chargedTwice(log), ...(await compareWithLedger(database, log))];
}

/** Pure: payments that the acquirer itself says it charged, captured, or refunded by one reference, more than once. */
export function chargedTwice(log: readonly AcquirerLogEntry[]): Violation[] {
  const approved = log.filter(entry => entry.outcome === 'approved');
  const byPayment = repeated(approved.filter(isCharge), entry => entry.payment);
  const byCapture = repeated(
    approved.filter(entry => entry.kind === 'capture'),
    entry => entry.payment,
  );
  const byRefund = repeated(
    approved.filter(entry => entry.kind === 'refund'),
    entry => entry.reference,
  );
  return [
    ...byPayment.map(([subject, detail]) => violation('charged_at_most_once', subject, detail)),
    ...byCapture.map(([subject, detail]) => violation('captured_at_most_once', subject, detail)),
    ...byRefund.map(([subject, detail]) => violation('refunded_at_most_once', subject, detail)),
  ];
}

/** The log and the ledger name the same movements: a capture by its payment, a refund by its reference. */
async function compareWithLedger(database: Queryable, log: readonly AcquirerLogEntry[]): Promise<Violation[]> {
  const moved = new Map<string, string>();
  const seeded = new Set(log.filter(isSeeded).map(entry => entry.payment));
  for (const entry of log) {
    if (entry.outcome !== 'approved' || (entry.kind === 'refund' ? isSeeded(entry) : seeded.has(entry.payment)))
      continue;
    if (entry.kind === 'charge' || entry.kind === 'capture') moved.set(`capture ${entry.payment}`, amountOf(entry));
    if (entry.kind === 'refund') moved.set(`refund ${entry.reference}`, amountOf(entry));
  }
  const booked = await database.query<{ subject: string; amount: string }>(BOOKED);
  const problems: Violation[] = [];
  for (const { subject, amount } of booked) {
    const seen = moved.get(subject);
    if (seen !== amount)
      problems.push(
        violation('booked_as_the_acquirer_did', subject, `booked ${amount}, acquirer ${seen ?? 'nothing'}`),
      );
    moved.delete(subject);
  }
  for (const [subject, amount] of moved) {
    problems.push(violation('booked_as_the_acquirer_did', subject, `booked nothing, acquirer ${amount}`));
  }
  return problems;
}

function isCharge(entry: AcquirerLogEntry): boolean {
  return entry.kind === 'charge' || entry.kind === 'authorise';
}

function isSeeded(entry: AcquirerLogEntry): boolean {
  return entry.acquirerReference?.startsWith(SEEDED_REFERENCE) ?? false;
}

function amountOf(entry: AcquirerLogEntry): string {
  return `${entry.amount} ${entry.currency}`;
}

function repeated(
  entries: readonly AcquirerLogEntry[],
  nameOf: (entry: AcquirerLogEntry) => string,
): [string, string][] {
  const groups = Map.groupBy(entries, nameOf);
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .map(([name, group]) => [name, group.map(entry => entry.reference).join(', ')]);
}

function violation(rule: string, subject: string, detail: string): Violation {
  return { invariant: 'I2', rule, subject, detail };
}

const CAPTURES = `
  SELECT coalesce(payment.id, entry.payment_id)::text AS subject,
    format('captured %s, booked %s', payment.amount_captured, entry.amount) AS detail
  FROM (SELECT id, amount_captured FROM payments WHERE amount_captured > 0) payment
  FULL JOIN (SELECT payment_id, sum(amount) AS amount FROM ledger_entries WHERE kind = 'capture' GROUP BY payment_id) entry
    ON entry.payment_id = payment.id
  WHERE payment.amount_captured IS DISTINCT FROM entry.amount`;

const REFUNDS = `
  SELECT coalesce(refund.id, entry.refund_id)::text AS subject,
    format('refunded %s, booked %s', refund.amount, entry.amount) AS detail
  FROM (SELECT id, amount FROM refunds WHERE status = 'succeeded') refund
  FULL JOIN (SELECT refund_id, sum(amount) AS amount FROM ledger_entries WHERE kind = 'refund' GROUP BY refund_id) entry
    ON entry.refund_id = refund.id
  WHERE refund.amount IS DISTINCT FROM entry.amount`;

const ATTEMPTS = `
  SELECT payment_id::text AS subject, count(*)::text AS detail FROM charge_attempts
  WHERE kind IN ('charge', 'authorise') AND state = 'approved' GROUP BY payment_id HAVING count(*) > 1`;

/** Seeded movements (references starting with seed_) were made up on both sides, so they are not compared. */
const BOOKED = `
  SELECT 'capture ' || entry.payment_id AS subject, entry.amount || ' ' || entry.currency AS amount
  FROM ledger_entries entry WHERE entry.kind = 'capture' AND NOT EXISTS (
    SELECT FROM charge_attempts attempt WHERE attempt.payment_id = entry.payment_id AND attempt.acquirer_reference LIKE 'seed\\_%')
  UNION ALL
  SELECT 'refund ' || entry.refund_id, entry.amount || ' ' || entry.currency
  FROM ledger_entries entry JOIN refunds refund ON refund.id = entry.refund_id
  WHERE entry.kind = 'refund' AND refund.acquirer_reference NOT LIKE 'seed\\_%'`;
