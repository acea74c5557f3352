import { Injectable } from '@nestjs/common';
import type { Queryable, WebhookEndpoint } from '@payments/core/database';
import type { Caller } from '../api-keys/Caller.ts';
import { pageSql, Where, type PageRequest } from '../http/paging.ts';
import { Database } from '../platform/Database.ts';

/** An endpoint without its secrets. */
export type EndpointRow = Pick<WebhookEndpoint, 'id' | 'url' | 'events' | 'enabled' | 'createdAt'>;

/** The SQL of webhook endpoints. Removed ones stay, for what was sent to them, but are not there for callers. */
@Injectable()
export class WebhookEndpointsRepository {
  constructor(private readonly database: Database) {}

  async insert(
    database: Queryable,
    { merchantId, live }: Caller,
    endpoint: { id: string; url: string; events: readonly string[]; secretSealed: Buffer },
  ): Promise<EndpointRow> {
    const { id, url, events, secretSealed } = endpoint;
    return one(await database.query<EndpointRow>(INSERT, [id, merchantId, live, url, events, secretSealed]));
  }

  async find(caller: Caller, id: string): Promise<EndpointRow | undefined> {
    return (await this.database.query<EndpointRow>(`${SELECT} WHERE ${OWN}`, owned(caller, id)))[0];
  }

  async lock(database: Queryable, caller: Caller, id: string): Promise<EndpointRow | undefined> {
    return (await database.query<EndpointRow>(`${SELECT} WHERE ${OWN} FOR UPDATE`, owned(caller, id)))[0];
  }

  async list(caller: Caller, page: PageRequest): Promise<EndpointRow[]> {
    const where = new Where()
      .add('merchant_id = ?', caller.merchantId)
      .add('live = ?', caller.live)
      .add('deleted_at IS NULL');
    return this.database.query<EndpointRow>(pageSql(SELECT, where, 'id', page), where.parameters);
  }

  /** Turning an endpoint on again also ends the breaker's pause. */
  async update(
    database: Queryable,
    id: string,
    change: { url?: string; events?: readonly string[]; enabled?: boolean },
  ): Promise<EndpointRow> {
    const { url = null, events = null, enabled = null } = change;
    return one(await database.query<EndpointRow>(UPDATE, [id, url, events, enabled]));
  }

  /** The former secret keeps signing beside the new one until the overlap ends. */
  async rotate(database: Queryable, id: string, secretSealed: Buffer, overlapMs: number): Promise<void> {
    await database.query(ROTATE, [id, secretSealed, overlapMs / 1000]);
  }

  /** Removes it, and gives up what was on its way to it. */
  async remove(database: Queryable, id: string): Promise<void> {
    await database.query(REMOVE, [id]);
    await database.query(GIVE_UP, [id]);
  }
}

function owned({ merchantId, live }: Caller, id: string): unknown[] {
  return [id, merchantId, live];
}

function one<Row>([row]: Row[]): Row {
  if (!row) throw new Error('The statement gave no row.');
  return row;
}

const COLUMNS = 'id, url, events, enabled, created_at AS "createdAt"';

const SELECT = `SELECT ${COLUMNS} FROM webhook_endpoints`;

const OWN = 'id = $1 AND merchant_id = $2 AND live = $3 AND deleted_at IS NULL';

const INSERT = `
  WITH made AS (
    INSERT INTO webhook_endpoints (id, merchant_id, live, url, events, secret_sealed) VALUES ($1, $2, $3, $4, $5, $6)
    RETURNING *
  )
  SELECT ${COLUMNS} FROM made`;

const UPDATE = `
  WITH changed AS (
    UPDATE webhook_endpoints SET
      url = coalesce($2, url),
      events = coalesce($3::text[], events),
      enabled = coalesce($4::boolean, enabled),
      disabled_reason = CASE WHEN $4::boolean IS NULL THEN disabled_reason WHEN $4 THEN NULL ELSE 'merchant' END,
      consecutive_failures = CASE WHEN $4 THEN 0 ELSE consecutive_failures END,
      paused_until = CASE WHEN $4 THEN NULL ELSE paused_until END,
      updated_at = now()
    WHERE id = $1 RETURNING *
  )
  SELECT ${COLUMNS} FROM changed`;

const ROTATE = `
  UPDATE webhook_endpoints SET previous_secret_sealed = secret_sealed, secret_sealed = $2,
    previous_secret_expires_at = now() + make_interval(secs => $3), updated_at = now()
  WHERE id = $1`;

const REMOVE = `UPDATE webhook_endpoints SET deleted_at = now(), updated_at = now() WHERE id = $1`;

const GIVE_UP = `
  UPDATE webhook_deliveries SET state = 'dead', dead_reason = 'endpoint_removed', next_attempt_at = NULL, closed_at = now()
  WHERE endpoint_id = $1 AND state = 'waiting'`;
