import { settlementJournal, type LedgerAccounts } from '../ledger/index.ts';
import { shareOf } from '../money/index.ts';
import type { SeededMerchant } from './merchants.ts';
import type { SeededRandom } from './SeededRandom.ts';
import type { SeededRows } from './tables.ts';

const DAY_MS = 24 * 3_600_000;

interface Batch {
  id: string;
  merchantId: string;
  currency: string;
  day: string;
  settledAt: Date;
  captured: bigint;
  fees: bigint;
  refunded: bigint;
  payments: number;
  refunds: number;
}

/** Collects captures and refunds into one batch for each merchant, currency and UTC day that is over. */
export class Settlement {
  readonly #batches = new Map<string, Batch>();
  readonly #random: SeededRandom;
  readonly #until: Date;

  constructor(random: SeededRandom, until: Date) {
    this.#random = random;
    this.#until = until;
  }

  /** @returns the batch's id, or `null` when the day is not settled yet */
  addCapture(merchant: SeededMerchant, currency: string, amount: bigint, at: Date): string | null {
    const batch = this.#batch(merchant.id, currency, at);
    if (!batch) return null;
    batch.captured += amount;
    batch.fees += shareOf(amount, merchant.feeBasisPoints);
    batch.payments += 1;
    return batch.id;
  }

  /** @returns the batch's id, or `null` when the day is not settled yet */
  addRefund(merchant: SeededMerchant, currency: string, amount: bigint, at: Date): string | null {
    const batch = this.#batch(merchant.id, currency, at);
    if (!batch) return null;
    batch.refunded += amount;
    batch.refunds += 1;
    return batch.id;
  }

  /** Adds the batches and their journals, once all captures and refunds are known. */
  addTo(rows: SeededRows, accounts: (merchantId: string, currency: string) => LedgerAccounts): void {
    for (const batch of this.#batches.values()) {
      rows.settlement_batches.push({
        id: batch.id,
        merchant_id: batch.merchantId,
        live: false,
        currency: batch.currency,
        business_date: batch.day,
        captured: batch.captured,
        fees: batch.fees,
        refunded: batch.refunded,
        payment_count: batch.payments,
        refund_count: batch.refunds,
        created_at: batch.settledAt.toISOString(),
      });
      const journalId = this.#random.uuid(batch.settledAt);
      const account = accounts(batch.merchantId, batch.currency);
      settlementJournal(batch).forEach((line, index) =>
        rows.ledger_entries.push({
          journal_id: journalId,
          line: index + 1,
          kind: line.kind,
          debit_account: account[line.debit],
          credit_account: account[line.credit],
          amount: line.amount,
          currency: batch.currency,
          payment_id: null,
          refund_id: null,
          settlement_batch_id: batch.id,
          created_at: batch.settledAt.toISOString(),
        }),
      );
    }
  }

  #batch(merchantId: string, currency: string, at: Date): Batch | undefined {
    const day = at.toISOString().slice(0, 10);
    // A day is settled a quarter of an hour after it ended.
    const settledAt = new Date(Date.parse(day) + DAY_MS + 15 * 60_000);
    if (settledAt > this.#until) return undefined;
    const key = `${merchantId} ${currency} ${day}`;
    let batch = this.#batches.get(key);
    if (!batch) {
      batch = {
        id: this.#random.uuid(settledAt),
        merchantId,
        currency,
        day,
        settledAt,
        captured: 0n,
        fees: 0n,
        refunded: 0n,
        payments: 0,
        refunds: 0,
      };
      this.#batches.set(key, batch);
    }
    return batch;
  }
}
