import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minorUnits, moment, optionalText } from '../columns.ts';

/** One step of a payment's timeline. Append-only. */
@Entity('payment_events')
export class PaymentEvent {
  @PrimaryColumn('uuid') paymentId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') type!: 'created' | 'status_changed' | 'refund_created' | 'refund_succeeded' | 'refund_failed';
  @Column(optionalText) fromStatus!: string | null;
  @Column(optionalText) toStatus!: string | null;
  @Column({ ...minorUnits, nullable: true }) amount!: bigint | null;
  /** `api_key:<id>`, `user:<id>` or `system:<process>`. */
  @Column('text') actor!: string;
  @Column(optionalText) requestId!: string | null;
  @Column(moment) occurredAt!: Date;
}
