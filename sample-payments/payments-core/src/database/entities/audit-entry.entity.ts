import { Column, Entity, PrimaryColumn } from 'typeorm';
import { moment, optionalText, optionalUuid } from '../columns.ts';

/** Who did what. The database numbers, times and chains the rows: insert without `sequence` and hashes. */
@Entity('audit_log')
export class AuditEntry {
  @PrimaryColumn('bigint') sequence!: string;
  @Column(moment) occurredAt!: Date;
  @Column(optionalUuid) merchantId!: string | null;
  @Column('text') actor!: string;
  /** `noun.verb`, such as `api_key.roll`. */
  @Column('text') action!: string;
  @Column('text') subject!: string;
  @Column(optionalText) requestId!: string | null;
  @Column('jsonb', { nullable: true }) before!: Record<string, unknown> | null;
  @Column('jsonb', { nullable: true }) after!: Record<string, unknown> | null;
  @Column('bytea') previousHash!: Buffer;
  @Column('bytea') hash!: Buffer;
}
