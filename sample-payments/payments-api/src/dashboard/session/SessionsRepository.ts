import { Injectable } from '@nestjs/common';
import type { DashboardUser, Queryable } from '@payments/core/database';
import { SESSION_HOURS, SESSION_IDLE_MINUTES } from '@payments/core/dashboard-contract';
import { Database } from '../../platform/Database.ts';
import type { Session } from './Session.ts';

/** A person who may sign in. */
export type UserRow = Pick<DashboardUser, 'id' | 'merchantId' | 'passwordHash'>;

/** The SQL of people and their sessions. Times are the database's. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  async findUser(email: string): Promise<UserRow | undefined> {
    return (await this.database.query<UserRow>(FIND_USER, [email.toLowerCase()]))[0];
  }

  /** Begins a session in test mode, and forgets those that are over, and the one it replaces. */
  async begin(database: Queryable, userId: string, tokenHash: Buffer, former: Buffer | undefined): Promise<void> {
    await database.query(FORGET, [former ?? null]);
    await database.query(BEGIN, [tokenHash, userId, SESSION_IDLE_MINUTES]);
  }

  /** The session of a token while it lasts. Being asked for, it lasts longer. */
  async find(tokenHash: Buffer): Promise<Session | undefined> {
    const parameters = [tokenHash, SESSION_IDLE_MINUTES, SESSION_HOURS];
    return (await this.database.prepared<Session>(FIND, parameters))[0];
  }

  async switchMode(database: Queryable, tokenHash: Buffer, live: boolean): Promise<void> {
    await database.query('UPDATE dashboard_sessions SET live = $2 WHERE token_hash = $1', [tokenHash, live]);
  }

  async end(database: Queryable, tokenHash: Buffer): Promise<void> {
    await database.query('DELETE FROM dashboard_sessions WHERE token_hash = $1', [tokenHash]);
  }
}

const FIND_USER = `
  SELECT id, merchant_id AS "merchantId", password_hash AS "passwordHash" FROM dashboard_users
  WHERE email = $1 AND disabled_at IS NULL`;

const FORGET = 'DELETE FROM dashboard_sessions WHERE expires_at <= now() OR token_hash = $1';

const BEGIN = `
  INSERT INTO dashboard_sessions (token_hash, user_id, expires_at)
  VALUES ($1, $2, now() + make_interval(mins => $3))`;

/** Written once a minute at most: finer is not worth a write for each request. */
const FIND = `
  WITH seen AS (
    UPDATE dashboard_sessions SET last_seen_at = now(),
      expires_at = least(now() + make_interval(mins => $2), created_at + make_interval(hours => $3))
    WHERE token_hash = $1 AND expires_at > now() AND last_seen_at < now() - interval '1 minute'
    RETURNING expires_at
  )
  SELECT session.token_hash AS "tokenHash", session.live, person.id AS "userId", person.email,
    person.display_name AS "displayName", person.role, merchant.id AS "merchantId", merchant.name AS "merchantName",
    coalesce((SELECT expires_at FROM seen), session.expires_at) AS "expiresAt",
    session.created_at + make_interval(hours => $3) AS "endsAt"
  FROM dashboard_sessions session
  JOIN dashboard_users person ON person.id = session.user_id AND person.disabled_at IS NULL
  JOIN merchants merchant ON merchant.id = person.merchant_id
  WHERE session.token_hash = $1 AND session.expires_at > now()`;
