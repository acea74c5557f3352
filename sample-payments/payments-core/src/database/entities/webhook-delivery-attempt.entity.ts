import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttemptFailure } from '../../webhooks/deliveryOutcome.ts';
import { moment, optionalText } from '../columns.ts';

/** What was sent to an endpoint, and what came back. Append-only. */
@Entity('webhook_delivery_attempts')
export class WebhookDeliveryAttempt {
  @PrimaryColumn('uuid') deliveryId!: string;
  @PrimaryColumn('integer') attempt!: number;
  @Column(moment) startedAt!: Date;
  @Column('integer') durationMs!: number;
  @Column('smallint', { nullable: true }) httpStatus!: number | null;
  @Column(optionalText) failure!: AttemptFailure | null;
}
