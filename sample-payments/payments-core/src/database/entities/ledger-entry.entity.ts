import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EntryKind } from '../../ledger/journals.ts';
import { currencyCode, minorUnits, moment, optionalUuid } from '../columns.ts';

/** One row of a journal: an amount from the credited to the debited account. Append-only. */
@Entity('ledger_entries')
export class LedgerEntry {
  @PrimaryColumn('uuid') journalId!: string;
  @PrimaryColumn('smallint') line!: number;
  @Column('text') kind!: EntryKind;
  @Column('bigint') debitAccount!: string;
  @Column('bigint') creditAccount!: string;
  @Column(minorUnits) amount!: bigint;
  @Column(currencyCode) currency!: string;
  @Column(optionalUuid) paymentId!: string | null;
  @Column(optionalUuid) refundId!: string | null;
  @Column(optionalUuid) settlementBatchId!: string | null;
  @Column(moment) createdAt!: Date;
}
