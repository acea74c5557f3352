import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/**
 * Refunds. Inserting one reserves its amount on the payment, and failing or cancelling it gives the amount back, in
 * the same statement: no code path can refund more than was captured, however many race.
 */
export class Refunds1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE refunds (
        id uuid PRIMARY KEY,
        payment_id uuid NOT NULL,
        merchant_id uuid NOT NULL REFERENCES merchants (id),
        live boolean NOT NULL,
        status text NOT NULL DEFAULT 'pending'
          CHECK (status IN ('pending', 'requires_action', 'succeeded', 'failed', 'canceled')),
        amount bigint NOT NULL CHECK (amount > 0),
        currency char(3) NOT NULL,
        merchant_reference text CHECK (length(merchant_reference) BETWEEN 1 AND 100),
        reason text CHECK (reason IN ('duplicate', 'fraudulent', 'requested_by_customer')),
        acquirer_reference text,
        failure_code text,
        traceparent text,
        inquiries integer NOT NULL DEFAULT 0 CHECK (inquiries >= 0),
        next_inquiry_at timestamptz,
        settlement_batch_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        FOREIGN KEY (payment_id, currency) REFERENCES payments (id, currency),
        FOREIGN KEY (settlement_batch_id, currency) REFERENCES settlement_batches (id, currency),
        CHECK ((status IN ('succeeded', 'failed', 'canceled')) = (finished_at IS NOT NULL)),
        CHECK ((status = 'pending') = (next_inquiry_at IS NOT NULL)),
        CHECK (status <> 'succeeded' OR acquirer_reference IS NOT NULL),
        CHECK (settlement_batch_id IS NULL OR status = 'succeeded')
      );
      CREATE UNIQUE INDEX refunds_merchant_reference ON refunds (payment_id, merchant_reference)
        WHERE merchant_reference IS NOT NULL;
      CREATE INDEX refunds_payment ON refunds (payment_id);
      CREATE INDEX refunds_newest ON refunds (merchant_id, live, id DESC);
      CREATE INDEX refunds_due ON refunds (next_inquiry_at) WHERE status = 'pending';
      CREATE INDEX refunds_unsettled ON refunds (merchant_id, live, currency)
        WHERE status = 'succeeded' AND settlement_batch_id IS NULL;
      CREATE INDEX refunds_settled ON refunds (settlement_batch_id) WHERE settlement_batch_id IS NOT NULL;

      CREATE FUNCTION reserve_refund() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE payments SET amount_refunded = amount_refunded + NEW.amount
          WHERE id = NEW.payment_id AND merchant_id = NEW.merchant_id AND live = NEW.live AND status = 'succeeded'
            AND amount_captured - amount_refunded >= NEW.amount;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'refund of % exceeds what is left of payment %', NEW.amount, NEW.payment_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_refunded_within_captured';
        END IF;
        RETURN NULL;
      END $$;
      CREATE FUNCTION release_refund() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE payments SET amount_refunded = amount_refunded - OLD.amount WHERE id = OLD.payment_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER refunds_reserve AFTER INSERT ON refunds FOR EACH ROW
        WHEN (NEW.status NOT IN ('failed', 'canceled')) EXECUTE FUNCTION reserve_refund();
      CREATE TRIGGER refunds_release AFTER UPDATE OF status ON refunds FOR EACH ROW
        WHEN (OLD.status NOT IN ('failed', 'canceled') AND NEW.status IN ('failed', 'canceled'))
        EXECUTE FUNCTION release_refund();
      CREATE TRIGGER refunds_final_stays BEFORE UPDATE OF status ON refunds FOR EACH ROW
        WHEN (OLD.status IN ('succeeded', 'failed', 'canceled') AND NEW.status <> OLD.status)
        EXECUTE FUNCTION refuse_change('a final status stays');
      CREATE TRIGGER refunds_facts_stay BEFORE UPDATE ON refunds FOR EACH ROW
        WHEN (NEW.amount <> OLD.amount OR NEW.payment_id <> OLD.payment_id
          OR (OLD.settlement_batch_id IS NOT NULL AND NEW.settlement_batch_id IS DISTINCT FROM OLD.settlement_batch_id))
        EXECUTE FUNCTION refuse_change('what was refunded or settled stays');`);
  }

  down = refuseRevert;
}
