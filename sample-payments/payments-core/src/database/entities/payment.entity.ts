import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PaymentStatus } from '../../payments/paymentStates.ts';
import { currencyCode, minorUnits, moment, optionalMoment, optionalText, optionalUuid } from '../columns.ts';

/** A payment. `version` counts its timeline rows; change the status through `transitionPayment` only. */
@Entity('payments')
export class Payment {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') merchantId!: string;
  @Column('boolean') live!: boolean;
  @Column('text') status!: PaymentStatus;
  @Column('integer') version!: number;
  @Column(minorUnits) amount!: bigint;
  @Column(currencyCode) currency!: string;
  @Column(minorUnits) amountCaptured!: bigint;
  /** Refunds that succeeded or still may. Triggers on `refunds` keep it; do not write it. */
  @Column(minorUnits) amountRefunded!: bigint;
  @Column('text') captureMethod!: 'automatic' | 'manual';
  @Column(optionalText) paymentMethod!: string | null;
  @Column(optionalText) merchantReference!: string | null;
  @Column(optionalText) description!: string | null;
  @Column('jsonb') metadata!: Record<string, string>;
  @Column(optionalText) nextActionUrl!: string | null;
  @Column('jsonb', { nullable: true }) lastError!: Record<string, unknown> | null;
  @Column(optionalText) cancellationReason!: string | null;
  @Column(optionalUuid) settlementBatchId!: string | null;
  @Column(moment) createdAt!: Date;
  @Column(moment) updatedAt!: Date;
  @Column(optionalMoment) capturedAt!: Date | null;
}
