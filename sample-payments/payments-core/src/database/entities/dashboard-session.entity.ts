import { Column, Entity, PrimaryColumn } from 'typeorm';
import { moment } from '../columns.ts';

/** A signed-in browser. The cookie holds the token; only its SHA-256 is kept. */
@Entity('dashboard_sessions')
export class DashboardSession {
  @PrimaryColumn('bytea') tokenHash!: Buffer;
  @Column('uuid') userId!: string;
  /** Whether this session looks at live or test mode. */
  @Column('boolean') live!: boolean;
  @Column(moment) createdAt!: Date;
  @Column(moment) lastSeenAt!: Date;
  @Column(moment) expiresAt!: Date;
}
