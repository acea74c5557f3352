import type { Queryable } from '../database/queryable.ts';
import { newUuid } from '../identifiers/index.ts';
import type { JournalLine } from './journals.ts';
import type { LedgerAccounts } from './ledgerAccounts.ts';

/** What a journal is about; the unique index on entries allows each of them once. */
export interface JournalSubject {
  paymentId?: string;
  refundId?: string;
  settlementBatchId?: string;
}

/**
 * Books the lines as one journal. A second capture or fee of a payment, or a second booking of a refund or a batch,
 * violates `ledger_entries_once` and fails the transaction.
 * @returns the journal's id
 */
export async function writeJournal(
  database: Queryable,
  accounts: LedgerAccounts,
  currency: string,
  lines: readonly JournalLine[],
  subject: JournalSubject,
): Promise<string> {
  const journalId = newUuid();
  await database.query(INSERT, [
    journalId,
    currency,
    subject.paymentId ?? null,
    subject.refundId ?? null,
    subject.settlementBatchId ?? null,
    lines.map(line => line.kind),
    lines.map(line => accounts[line.debit]),
    lines.map(line => accounts[line.credit]),
    lines.map(line => line.amount.toString()),
  ]);
  return journalId;
}

const INSERT = `
  INSERT INTO ledger_entries
    (journal_id, line, kind, debit_account, credit_account, amount, currency, payment_id, refund_id, settlement_batch_id)
  SELECT $1, row_number() OVER (), kind, debit, credit, amount, $2, $3, $4, $5
  FROM unnest($6::text[], $7::bigint[], $8::bigint[], $9::bigint[]) AS lines (kind, debit, credit, amount)`;
