import { shareOf } from '../money/index.ts';

/**
 * The accounts of the chart. `acquirer_receivable` and `platform_cash` are assets; what merchants hold with us
 * (`merchant_pending` until settled, then `merchant_available`) are liabilities; `platform_fees` is revenue.
 */
export const ACCOUNT_KINDS = [
  'acquirer_receivable',
  'platform_cash',
  'platform_fees',
  'merchant_pending',
  'merchant_available',
] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** True for an account that belongs to one merchant; the others belong to the platform. */
export function belongsToMerchant(kind: AccountKind): boolean {
  return kind === 'merchant_pending' || kind === 'merchant_available';
}

export const ENTRY_KINDS = ['capture', 'fee', 'refund', 'settlement', 'payout', 'correction'] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One row of a journal: the amount leaves `credit` and arrives at `debit`, so a row cannot be out of balance. */
export interface JournalLine {
  kind: EntryKind;
  debit: AccountKind;
  credit: AccountKind;
  /** Minor units, above 0. */
  amount: bigint;
}

/** What a capture books: the acquirer owes us the amount, we owe it to the merchant, less our fee if there is one. */
export function captureJournal(amount: bigint, feeBasisPoints: number): JournalLine[] {
  const fee = shareOf(amount, feeBasisPoints);
  return nonZero([
    { kind: 'capture', debit: 'acquirer_receivable', credit: 'merchant_pending', amount },
    { kind: 'fee', debit: 'merchant_pending', credit: 'platform_fees', amount: fee },
  ]);
}

/** What a refund books: taken from the merchant's pending balance, which may go below zero. The fee is kept. */
export function refundJournal(amount: bigint): JournalLine[] {
  return nonZero([{ kind: 'refund', debit: 'merchant_pending', credit: 'acquirer_receivable', amount }]);
}

/** What a batch sums up, in minor units. */
export interface SettlementTotals {
  captured: bigint;
  fees: bigint;
  refunded: bigint;
}

/** Captured less fees less refunds: negative when a day's refunds exceed its takings. */
export function netOf({ captured, fees, refunded }: SettlementTotals): bigint {
  return captured - fees - refunded;
}

/** What a settlement books: the net becomes available to the merchant, and the acquirer pays what it owes (or is paid). */
export function settlementJournal(totals: SettlementTotals): JournalLine[] {
  return nonZero([
    signed('settlement', 'merchant_pending', 'merchant_available', netOf(totals)),
    signed('payout', 'platform_cash', 'acquirer_receivable', totals.captured - totals.refunded),
  ]);
}

/** A negative amount is booked the other way round, because rows hold positive amounts only. */
function signed(kind: EntryKind, debit: AccountKind, credit: AccountKind, amount: bigint): JournalLine {
  return amount < 0n ? { kind, debit: credit, credit: debit, amount: -amount } : { kind, debit, credit, amount };
}

function nonZero(lines: JournalLine[]): JournalLine[] {
  return lines.filter(line => line.amount !== 0n);
}

/** Debits less credits of each account over the lines. The values always sum to 0. */
export function movements(lines: readonly JournalLine[]): Partial<Record<AccountKind, bigint>> {
  const sums: Partial<Record<AccountKind, bigint>> = {};
  for (const { debit, credit, amount } of lines) {
    sums[debit] = (sums[debit] ?? 0n) + amount;
    sums[credit] = (sums[credit] ?? 0n) - amount;
  }
  return sums;
}
