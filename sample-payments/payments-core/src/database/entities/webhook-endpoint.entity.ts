import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventType } from '../../payments/eventTypes.ts';
import { moment, optionalMoment, optionalText } from '../columns.ts';

/** Where a merchant wants events sent. `pausedUntil` is the breaker's: deliveries wait until then. */
@Entity('webhook_endpoints')
export class WebhookEndpoint {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') merchantId!: string;
  @Column('boolean') live!: boolean;
  @Column('text') url!: string;
  @Column('text', { array: true }) events!: EventType[];
  @Column('boolean') enabled!: boolean;
  @Column(optionalText) disabledReason!: 'merchant' | 'gone' | null;
  /** AES-256-GCM, see the `sealing` folder. */
  @Column('bytea') secretSealed!: Buffer;
  @Column('bytea', { nullable: true }) previousSecretSealed!: Buffer | null;
  @Column(optionalMoment) previousSecretExpiresAt!: Date | null;
  @Column('integer') consecutiveFailures!: number;
  @Column(optionalMoment) pausedUntil!: Date | null;
  @Column(moment) createdAt!: Date;
  @Column(moment) updatedAt!: Date;
  @Column(optionalMoment) deletedAt!: Date | null;
}
