import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/** Merchants, and who may act for them: API keys for programs, users and sessions for the dashboard. */
export class Merchants1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE merchants (
        id uuid PRIMARY KEY,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        fee_basis_points integer NOT NULL CHECK (fee_basis_points BETWEEN 0 AND 10000),
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        merchant_id uuid NOT NULL REFERENCES merchants (id),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        live boolean NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32),
        scopes text[] NOT NULL CHECK (
          cardinality(scopes) > 0 AND scopes <@ ARRAY[
            'payments:read', 'payments:write', 'refunds:read', 'refunds:write', 'balances:read',
            'webhooks:read', 'webhooks:write', 'api_keys:read', 'api_keys:write']),
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz,
        rolled_from uuid REFERENCES api_keys (id)
      );
      CREATE INDEX api_keys_merchant ON api_keys (merchant_id, live, id);
      CREATE UNIQUE INDEX api_keys_rolled_once ON api_keys (rolled_from) WHERE rolled_from IS NOT NULL;

      CREATE TABLE dashboard_users (
        id uuid PRIMARY KEY,
        merchant_id uuid NOT NULL REFERENCES merchants (id),
        email text NOT NULL CHECK (email = lower(email) AND email LIKE '%_@_%'),
        display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
        password_hash text NOT NULL,
        role text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
        created_at timestamptz NOT NULL DEFAULT now(),
        disabled_at timestamptz,
        CONSTRAINT dashboard_users_email UNIQUE (email)
      );

      CREATE TABLE dashboard_sessions (
        token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
        user_id uuid NOT NULL REFERENCES dashboard_users (id),
        live boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        CHECK (expires_at > created_at)
      );
      CREATE INDEX dashboard_sessions_expired ON dashboard_sessions (expires_at);
      CREATE INDEX dashboard_sessions_user ON dashboard_sessions (user_id);`);
  }

  down = refuseRevert;
}
