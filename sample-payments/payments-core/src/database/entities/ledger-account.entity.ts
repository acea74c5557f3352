import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { AccountKind } from '../../ledger/journals.ts';
import { currencyCode, moment, optionalUuid } from '../columns.ts';

/** An account of the ledger: one for each kind, owner, currency and mode. Never changed. */
@Entity('ledger_accounts')
export class LedgerAccount {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' }) id!: string;
  @Column('text') kind!: AccountKind;
  /** Empty for the platform's own accounts. */
  @Column(optionalUuid) merchantId!: string | null;
  @Column('boolean') live!: boolean;
  @Column(currencyCode) currency!: string;
  @Column(moment) createdAt!: Date;
}
