import { Column, Entity, PrimaryColumn } from 'typeorm';
import { moment, optionalMoment, optionalText, optionalUuid } from '../columns.ts';

/** A caller's key, the request it stands for, and the one answer given to it. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('uuid') merchantId!: string;
  @PrimaryColumn('boolean') live!: boolean;
  @PrimaryColumn('text') key!: string;
  /** SHA-256 of method, path and canonical body. */
  @Column('bytea') requestHash!: Buffer;
  @Column('text') state!: 'running' | 'finished';
  /** The payment, refund, endpoint or key the request made, so that another process can finish it. */
  @Column(optionalUuid) subjectId!: string | null;
  @Column(optionalMoment) lockedAt!: Date | null;
  @Column('smallint', { nullable: true }) responseStatus!: number | null;
  /** The bytes of the answer; base64 of the sealed bytes when `responseSealed`. */
  @Column(optionalText) responseBody!: string | null;
  @Column('boolean') responseSealed!: boolean;
  @Column(moment) createdAt!: Date;
  @Column(moment) expiresAt!: Date;
}
