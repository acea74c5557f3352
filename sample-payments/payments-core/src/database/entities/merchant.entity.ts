import { Column, Entity, PrimaryColumn } from 'typeorm';
import { moment } from '../columns.ts';

/** A shop that takes payments through us. */
@Entity('merchants')
export class Merchant {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  /** Our fee on captures, in 1/100 %. */
  @Column('integer') feeBasisPoints!: number;
  @Column(moment) createdAt!: Date;
}
