import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/**
 * What each role may do. The services never own a table, so they cannot alter one; what is append-only they may only
 * insert into. The read-only role sees everything but hashes, sealed secrets, sessions and stored answers.
 */
export class Grants1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT SELECT, INSERT ON merchants, api_keys, dashboard_users, dashboard_sessions, settlement_batches, payments,
        payment_events, charge_attempts, refunds, ledger_accounts, ledger_entries, idempotency_keys, outbox_events,
        webhook_endpoints, webhook_deliveries, webhook_delivery_attempts, audit_log TO payments_app;
      GRANT UPDATE ON merchants, api_keys, dashboard_users, dashboard_sessions, payments, charge_attempts, refunds,
        idempotency_keys, outbox_events, webhook_endpoints, webhook_deliveries TO payments_app;
      GRANT DELETE ON idempotency_keys, dashboard_sessions TO payments_app;

      GRANT SELECT ON merchants, settlement_batches, payments, payment_events, charge_attempts, refunds,
        ledger_accounts, ledger_entries, outbox_events, webhook_deliveries, webhook_delivery_attempts, audit_log
        TO payments_read_only;
      GRANT SELECT (id, merchant_id, name, live, scopes, created_at, last_used_at, expires_at, revoked_at, rolled_from)
        ON api_keys TO payments_read_only;
      GRANT SELECT (id, merchant_id, email, display_name, role, created_at, disabled_at)
        ON dashboard_users TO payments_read_only;
      GRANT SELECT (merchant_id, live, key, state, subject_id, locked_at, response_status, created_at, expires_at)
        ON idempotency_keys TO payments_read_only;
      GRANT SELECT (id, merchant_id, live, url, events, enabled, disabled_reason, previous_secret_expires_at,
        consecutive_failures, paused_until, created_at, updated_at, deleted_at) ON webhook_endpoints TO payments_read_only;`);
  }

  down = refuseRevert;
}
