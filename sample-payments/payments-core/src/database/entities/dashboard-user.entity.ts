import { Column, Entity, PrimaryColumn } from 'typeorm';
import { moment, optionalMoment } from '../columns.ts';

export type DashboardRole = 'viewer' | 'operator' | 'admin';

/** A person who signs in to the dashboard for one merchant. */
@Entity('dashboard_users')
export class DashboardUser {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') merchantId!: string;
  /** Lower case. */
  @Column('text') email!: string;
  @Column('text') displayName!: string;
  @Column('text') passwordHash!: string;
  @Column('text') role!: DashboardRole;
  @Column(moment) createdAt!: Date;
  @Column(optionalMoment) disabledAt!: Date | null;
}
