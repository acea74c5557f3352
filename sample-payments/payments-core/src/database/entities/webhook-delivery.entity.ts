import { Column, Entity, PrimaryColumn } from 'typeorm';
import { moment, optionalMoment, optionalText } from '../columns.ts';

/** One event on its way to one endpoint. The schedule is here; a queue only hints that something is due. */
@Entity('webhook_deliveries')
export class WebhookDelivery {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') eventId!: string;
  @Column('uuid') endpointId!: string;
  @Column('text') state!: 'waiting' | 'delivered' | 'dead';
  /** All attempts ever made: the number of the latest row in `webhook_delivery_attempts`. */
  @Column('integer') attempts!: number;
  /** Attempts since it was created or last resent by hand: what the retry schedule counts. */
  @Column('integer') attemptsSinceResend!: number;
  @Column(optionalMoment) nextAttemptAt!: Date | null;
  /** A worker is sending it; another may take it over after this moment. */
  @Column(optionalMoment) claimedUntil!: Date | null;
  @Column(optionalText) deadReason!: 'exhausted' | 'gone' | 'endpoint_removed' | 'endpoint_disabled' | null;
  @Column(moment) createdAt!: Date;
  @Column(optionalMoment) closedAt!: Date | null;
}
