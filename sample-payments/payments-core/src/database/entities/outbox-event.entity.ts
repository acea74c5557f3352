import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventType } from '../../payments/eventTypes.ts';
import { moment, optionalMoment, optionalText, optionalUuid } from '../columns.ts';

/** An event, committed with what it tells of. `dispatched` once each interested endpoint has its delivery row. */
@Entity('outbox_events')
export class OutboxEvent {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') merchantId!: string;
  @Column('boolean') live!: boolean;
  @Column('text') type!: EventType;
  @Column('smallint') version!: number;
  @Column('uuid') paymentId!: string;
  @Column(optionalUuid) refundId!: string | null;
  /** The exact JSON bytes endpoints get. */
  @Column('text') payload!: string;
  /** W3C trace context of the request that made the event; the worker's span links to it. */
  @Column(optionalText) traceparent!: string | null;
  @Column('text') state!: 'waiting' | 'dispatched' | 'dead';
  @Column('integer') attempts!: number;
  @Column(optionalMoment) nextAttemptAt!: Date | null;
  @Column(optionalText) lastFailure!: string | null;
  @Column(moment) createdAt!: Date;
  @Column(optionalMoment) closedAt!: Date | null;
}
