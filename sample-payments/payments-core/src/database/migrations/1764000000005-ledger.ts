import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/**
 * The double-entry ledger. A row names both accounts and one positive amount, so a row that does not balance cannot
 * be written; the composite foreign keys refuse a row whose accounts have another currency than the row.
 */
export class Ledger1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger_accounts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('acquirer_receivable', 'platform_cash', 'platform_fees',
          'merchant_pending', 'merchant_available')),
        merchant_id uuid REFERENCES merchants (id),
        live boolean NOT NULL,
        currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((kind LIKE 'merchant%') = (merchant_id IS NOT NULL)),
        UNIQUE (id, currency)
      );
      CREATE UNIQUE INDEX ledger_accounts_of_merchant ON ledger_accounts (merchant_id, kind, currency, live)
        WHERE merchant_id IS NOT NULL;
      CREATE UNIQUE INDEX ledger_accounts_of_platform ON ledger_accounts (kind, currency, live)
        WHERE merchant_id IS NULL;

      CREATE TABLE ledger_entries (
        journal_id uuid NOT NULL,
        line smallint NOT NULL CHECK (line > 0),
        kind text NOT NULL CHECK (kind IN ('capture', 'fee', 'refund', 'settlement', 'payout', 'correction')),
        debit_account bigint NOT NULL,
        credit_account bigint NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        currency char(3) NOT NULL,
        payment_id uuid REFERENCES payments (id),
        refund_id uuid REFERENCES refunds (id),
        settlement_batch_id uuid REFERENCES settlement_batches (id),
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (journal_id, line),
        CONSTRAINT ledger_entries_two_accounts CHECK (debit_account <> credit_account),
        CONSTRAINT ledger_entries_debit_currency FOREIGN KEY (debit_account, currency) REFERENCES ledger_accounts (id, currency),
        CONSTRAINT ledger_entries_credit_currency FOREIGN KEY (credit_account, currency) REFERENCES ledger_accounts (id, currency),
        CONSTRAINT ledger_entries_subject CHECK (CASE
          WHEN kind IN ('capture', 'fee') THEN payment_id IS NOT NULL AND refund_id IS NULL AND settlement_batch_id IS NULL
          WHEN kind = 'refund' THEN payment_id IS NOT NULL AND refund_id IS NOT NULL AND settlement_batch_id IS NULL
          WHEN kind IN ('settlement', 'payout') THEN payment_id IS NULL AND refund_id IS NULL AND settlement_batch_id IS NOT NULL
          ELSE payment_id IS NULL AND refund_id IS NULL AND settlement_batch_id IS NULL END)
      );
      CREATE UNIQUE INDEX ledger_entries_once ON ledger_entries (payment_id, kind, coalesce(refund_id, payment_id))
        WHERE payment_id IS NOT NULL;
      CREATE UNIQUE INDEX ledger_entries_batch_once ON ledger_entries (settlement_batch_id, kind)
        WHERE settlement_batch_id IS NOT NULL;
      CREATE INDEX ledger_entries_debit ON ledger_entries (debit_account);
      CREATE INDEX ledger_entries_credit ON ledger_entries (credit_account);

      CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW
        EXECUTE FUNCTION refuse_change('the ledger is append-only; book a correction');
      CREATE TRIGGER ledger_entries_not_emptied BEFORE TRUNCATE ON ledger_entries
        EXECUTE FUNCTION refuse_change('the ledger is append-only');
      CREATE TRIGGER ledger_accounts_stay BEFORE UPDATE OR DELETE ON ledger_accounts FOR EACH ROW
        EXECUTE FUNCTION refuse_change('an account is never changed');`);
  }

  down = refuseRevert;
}
