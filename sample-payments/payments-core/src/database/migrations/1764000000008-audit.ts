import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/**
 * Who did what, as a hash chain: each row's hash covers its content and the hash before it, so a changed, removed or
 * inserted row shows. A trigger numbers and chains the rows, one at a time: write the audit row last in a transaction.
 */
export class Audit1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_log (
        sequence bigint PRIMARY KEY,
        occurred_at timestamptz NOT NULL,
        merchant_id uuid REFERENCES merchants (id),
        actor text NOT NULL,
        action text NOT NULL CHECK (action ~ '^[a-z_]+\\.[a-z_]+$'),
        subject text NOT NULL,
        request_id text,
        before jsonb,
        after jsonb,
        previous_hash bytea NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32)
      );
      CREATE INDEX audit_log_merchant ON audit_log (merchant_id, sequence DESC);

      CREATE FUNCTION audit_hash(entry audit_log) RETURNS bytea LANGUAGE sql STABLE AS $$
        SELECT sha256(convert_to(jsonb_build_array(
          entry.sequence, (extract(epoch FROM entry.occurred_at) * 1000000)::bigint, entry.merchant_id, entry.actor,
          entry.action, entry.subject, entry.request_id, entry.before, entry.after,
          encode(entry.previous_hash, 'hex'))::text, 'UTF8'))
      $$;
      CREATE FUNCTION chain_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE last audit_log;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('audit_log'));
        SELECT * INTO last FROM audit_log ORDER BY sequence DESC LIMIT 1;
        NEW.sequence := coalesce(last.sequence, 0) + 1;
        NEW.previous_hash := coalesce(last.hash, ''::bytea);
        NEW.occurred_at := coalesce(NEW.occurred_at, clock_timestamp());
        NEW.hash := audit_hash(NEW);
        RETURN NEW;
      END $$;
      CREATE TRIGGER audit_log_chain BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION chain_audit_log();
      CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW
        EXECUTE FUNCTION refuse_change('the audit log is append-only');
      CREATE TRIGGER audit_log_not_emptied BEFORE TRUNCATE ON audit_log
        EXECUTE FUNCTION refuse_change('the audit log is append-only');`);
  }

  down = refuseRevert;
}
