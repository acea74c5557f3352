import { Column, Entity, PrimaryColumn } from 'typeorm';
import { currencyCode, minorUnits, moment } from '../columns.ts';

/** What one merchant is paid for one day, currency and mode. Its sums are a cache of the ledger (invariant I8). */
@Entity('settlement_batches')
export class SettlementBatch {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') merchantId!: string;
  @Column('boolean') live!: boolean;
  @Column(currencyCode) currency!: string;
  /** UTC day, YYYY-MM-DD. */
  @Column('date') businessDate!: string;
  @Column(minorUnits) captured!: bigint;
  @Column(minorUnits) fees!: bigint;
  @Column(minorUnits) refunded!: bigint;
  /** Computed by the database; may be negative. */
  @Column({ ...minorUnits, insert: false, update: false, nullable: true }) net!: bigint;
  @Column('integer') paymentCount!: number;
  @Column('integer') refundCount!: number;
  @Column(moment) createdAt!: Date;
}
