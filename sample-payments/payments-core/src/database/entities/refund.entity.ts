import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RefundStatus } from '../../payments/refundStates.ts';
import { currencyCode, minorUnits, moment, optionalMoment, optionalText, optionalUuid } from '../columns.ts';

/** A refund. Its id is the acquirer's idempotency key. Inserting it reserves the amount on the payment. */
@Entity('refunds')
export class Refund {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') paymentId!: string;
  @Column('uuid') merchantId!: string;
  @Column('boolean') live!: boolean;
  @Column('text') status!: RefundStatus;
  @Column(minorUnits) amount!: bigint;
  @Column(currencyCode) currency!: string;
  @Column(optionalText) merchantReference!: string | null;
  @Column(optionalText) reason!: string | null;
  @Column(optionalText) acquirerReference!: string | null;
  @Column(optionalText) failureCode!: string | null;
  @Column(optionalText) traceparent!: string | null;
  @Column('integer') inquiries!: number;
  @Column(optionalMoment) nextInquiryAt!: Date | null;
  @Column(optionalUuid) settlementBatchId!: string | null;
  @Column(moment) createdAt!: Date;
  @Column(optionalMoment) finishedAt!: Date | null;
}
