import { Column, Entity, PrimaryColumn } from 'typeorm';
import { currencyCode, minorUnits, moment, optionalMoment, optionalText } from '../columns.ts';

/**
 * One thing asked of the acquirer. Its id is the acquirer's idempotency key: asking again is safe. Until it is decided,
 * `nextInquiryAt` says when to ask what became of it.
 */
@Entity('charge_attempts')
export class ChargeAttempt {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') paymentId!: string;
  @Column('text') kind!: 'charge' | 'authorise' | 'capture' | 'void';
  @Column(minorUnits) amount!: bigint;
  @Column(currencyCode) currency!: string;
  @Column('text') paymentMethod!: string;
  @Column('text') state!: 'pending' | 'unknown' | 'requires_action' | 'approved' | 'declined';
  @Column(optionalText) acquirerReference!: string | null;
  @Column(optionalText) declineCode!: string | null;
  @Column(optionalText) traceparent!: string | null;
  @Column('integer') inquiries!: number;
  @Column(optionalMoment) nextInquiryAt!: Date | null;
  @Column(moment) startedAt!: Date;
  @Column(optionalMoment) finishedAt!: Date | null;
}
