import { Column, Entity, PrimaryColumn } from 'typeorm';
import { moment, optionalMoment, optionalUuid } from '../columns.ts';

/** A key of a merchant's programs. Only an HMAC of its secret part is kept. */
@Entity('api_keys')
export class ApiKey {
  /** Also the `<id>` inside the key, without dashes. */
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') merchantId!: string;
  @Column('text') name!: string;
  @Column('boolean') live!: boolean;
  @Column('bytea') hash!: Buffer;
  @Column('text', { array: true }) scopes!: string[];
  @Column(moment) createdAt!: Date;
  @Column(optionalMoment) lastUsedAt!: Date | null;
  /** Set when the key was rolled: it works until then. */
  @Column(optionalMoment) expiresAt!: Date | null;
  @Column(optionalMoment) revokedAt!: Date | null;
  /** The key this one replaces. A key is rolled at most once. */
  @Column(optionalUuid) rolledFrom!: string | null;
}
