import { assert, bigInt, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureJournal, movements, refundJournal, settlementJournal, type JournalLine } from './journals.ts';

const merchant = (lines: JournalLine[]) => movements(lines).merchant_pending ?? 0n;

describe('journals', () => {
  it('a capture owes the merchant the amount less the fee', () => {
    const lines = captureJournal(10_000n, 140);
    expect(lines).toEqual([
      { kind: 'capture', debit: 'acquirer_receivable', credit: 'merchant_pending', amount: 10_000n },
      { kind: 'fee', debit: 'merchant_pending', credit: 'platform_fees', amount: 140n },
    ]);
    expect(merchant(lines)).toBe(-9_860n);
  });

  it('a fee of nothing books no row', () => expect(captureJournal(10n, 140)).toHaveLength(1));

  it('a refund is taken from the merchant in full: the fee is kept', () =>
    expect(movements(refundJournal(500n))).toEqual({ merchant_pending: 500n, acquirer_receivable: -500n }));

  it('a settlement makes the net available and collects from the acquirer', () =>
    expect(movements(settlementJournal({ captured: 1000n, fees: 14n, refunded: 200n }))).toEqual({
      merchant_pending: 786n,
      merchant_available: -786n,
      platform_cash: 800n,
      acquirer_receivable: -800n,
    }));

  it('a day of refunds only books the other way round', () =>
    expect(settlementJournal({ captured: 0n, fees: 0n, refunded: 200n })).toEqual([
      { kind: 'settlement', debit: 'merchant_available', credit: 'merchant_pending', amount: 200n },
      { kind: 'payout', debit: 'acquirer_receivable', credit: 'platform_cash', amount: 200n },
    ]));

  it('an empty day books nothing', () =>
    expect(settlementJournal({ captured: 0n, fees: 0n, refunded: 0n })).toEqual([]));

  it('pending is empty once what was captured and refunded is settled, whatever the amounts', () => {
    const day = record({
      amount: bigInt({ min: 1n, max: 10n ** 15n }),
      refundedShare: integer({ min: 0, max: 10_000 }),
      feeBasisPoints: integer({ min: 0, max: 10_000 }),
    });
    const settles = property(day, ({ amount, refundedShare, feeBasisPoints }) => {
      const refunded = (amount * BigInt(refundedShare)) / 10_000n;
      const captured = captureJournal(amount, feeBasisPoints);
      const fees = captured.find(line => line.kind === 'fee')?.amount ?? 0n;
      const lines = [
        ...captured,
        ...refundJournal(refunded),
        ...settlementJournal({ captured: amount, fees, refunded }),
      ];
      const sums = movements(lines);
      expect(lines.every(line => line.amount > 0n)).toBe(true);
      expect(sums.merchant_pending).toBe(0n);
      expect(sums.acquirer_receivable).toBe(0n);
      expect(Object.values(sums).reduce((total, sum) => total + sum, 0n)).toBe(0n);
    });
    assert(settles);
  });
});
