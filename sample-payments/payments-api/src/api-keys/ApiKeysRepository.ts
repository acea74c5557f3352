import { Injectable } from '@nestjs/common';
import type { ApiKey, Queryable } from '@payments/core/database';
import { pageSql, Where, type PageRequest } from '../http/paging.ts';
import { Database } from '../platform/Database.ts';
import type { Caller } from './Caller.ts';

/** A key without its hash. */
export type ApiKeyRow = Pick<ApiKey, 'id' | 'name' | 'live' | 'scopes' | 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

/** The SQL of API keys. Revoked ones are not there for callers. */
@Injectable()
export class ApiKeysRepository {
  constructor(private readonly database: Database) {}

  async insert(
    database: Queryable,
    { merchantId, live }: Caller,
    key: { id: string; name: string; scopes: readonly string[]; hash: Buffer; rolledFrom: string | null },
  ): Promise<ApiKeyRow> {
    const { id, name, scopes, hash, rolledFrom } = key;
    const rows = await database.query<ApiKeyRow>(INSERT, [id, merchantId, name, live, hash, scopes, rolledFrom]);
    return one(rows);
  }

  async lock(database: Queryable, caller: Caller, id: string): Promise<ApiKeyRow | undefined> {
    const sql = `${SELECT} WHERE id = $1 AND ${OWN} FOR UPDATE`;
    return (await database.query<ApiKeyRow>(sql, [id, caller.merchantId, caller.live]))[0];
  }

  async list(caller: Caller, page: PageRequest): Promise<ApiKeyRow[]> {
    const where = new Where()
      .add('merchant_id = ?', caller.merchantId)
      .add('live = ?', caller.live)
      .add('revoked_at IS NULL');
    const sql = pageSql(SELECT, where, 'id', page);
    return this.database.query<ApiKeyRow>(sql, where.parameters);
  }

  /** The key works until the end of the overlap. */
  async expire(database: Queryable, id: string, overlapHours: number): Promise<void> {
    await database.query('UPDATE api_keys SET expires_at = now() + make_interval(hours => $2) WHERE id = $1', [
      id,
      overlapHours,
    ]);
  }

  async revoke(database: Queryable, id: string): Promise<void> {
    await database.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [id]);
  }
}

function one<Row>([row]: Row[]): Row {
  if (!row) throw new Error('The statement gave no row.');
  return row;
}

const COLUMNS = `id, name, live, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"`;

const SELECT = `SELECT ${COLUMNS} FROM api_keys`;

const OWN = 'merchant_id = $2 AND live = $3 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())';

const INSERT = `
  WITH made AS (
    INSERT INTO api_keys (id, merchant_id, name, live, hash, scopes, rolled_from) VALUES ($1, $2, $3, $4, $5, $6, $7)
    RETURNING *
  )
  SELECT ${COLUMNS} FROM made`;
