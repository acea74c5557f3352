import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/**
 * One row for each Idempotency-Key of a merchant and mode. The answer is text, not jsonb, which would reorder it:
 * replays are byte-equal. Answers that show a secret once are sealed (AES-256-GCM) before they are stored.
 */
export class Idempotency1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_keys (
        merchant_id uuid NOT NULL REFERENCES merchants (id),
        live boolean NOT NULL,
        key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
        request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
        state text NOT NULL CHECK (state IN ('running', 'finished')),
        subject_id uuid,
        locked_at timestamptz,
        response_status smallint CHECK (response_status BETWEEN 200 AND 599),
        response_body text,
        response_sealed boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL DEFAULT now() + interval '30 days',
        PRIMARY KEY (merchant_id, live, key),
        CONSTRAINT idempotency_keys_answered CHECK (
          (state = 'finished') = (response_status IS NOT NULL)
          AND (state = 'finished') = (response_body IS NOT NULL)
          AND (state = 'running') = (locked_at IS NOT NULL))
      );
      CREATE INDEX idempotency_keys_expired ON idempotency_keys (expires_at);
      CREATE INDEX idempotency_keys_running ON idempotency_keys (locked_at) WHERE state = 'running';
      CREATE TRIGGER idempotency_keys_answer_stays BEFORE UPDATE ON idempotency_keys FOR EACH ROW
        WHEN (OLD.state = 'finished')
        EXECUTE FUNCTION refuse_change('an answer is given once');
      CREATE TRIGGER idempotency_keys_kept BEFORE DELETE ON idempotency_keys FOR EACH ROW
        WHEN (OLD.expires_at > now())
        EXECUTE FUNCTION refuse_change('a key is kept until it expires');`);
  }

  down = refuseRevert;
}
