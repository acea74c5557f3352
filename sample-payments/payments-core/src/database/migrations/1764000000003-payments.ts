import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/**
 * Payments with their timeline and what was asked of the acquirer. What must never happen is refused here, not only
 * in code: two live charges of one payment, capturing more than was authorised, leaving a final status.
 */
export class Payments1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SETTLEMENT_BATCHES);
    await runner.query(PAYMENTS);
    await runner.query(PAYMENT_EVENTS);
    await runner.query(CHARGE_ATTEMPTS);
  }

  down = refuseRevert;
}

/** Amounts end at 2^53 − 1, which a JSON number still carries exactly. */
const LARGEST = '9007199254740991';

const SETTLEMENT_BATCHES = `
  CREATE TABLE settlement_batches (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants (id),
    live boolean NOT NULL,
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    business_date date NOT NULL,
    captured bigint NOT NULL CHECK (captured >= 0),
    fees bigint NOT NULL CHECK (fees >= 0),
    refunded bigint NOT NULL CHECK (refunded >= 0),
    net bigint GENERATED ALWAYS AS (captured - fees - refunded) STORED,
    payment_count integer NOT NULL CHECK (payment_count >= 0),
    refund_count integer NOT NULL CHECK (refund_count >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT settlement_batches_once_a_day UNIQUE (merchant_id, live, currency, business_date),
    UNIQUE (id, currency)
  );`;

const PAYMENTS = `
  CREATE TABLE payments (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants (id),
    live boolean NOT NULL,
    status text NOT NULL CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'requires_action',
      'processing', 'requires_capture', 'succeeded', 'canceled')),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    amount bigint NOT NULL CHECK (amount BETWEEN 1 AND ${LARGEST}),
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount_captured bigint NOT NULL DEFAULT 0 CHECK (amount_captured >= 0 AND amount_captured <= amount),
    amount_refunded bigint NOT NULL DEFAULT 0,
    capture_method text NOT NULL CHECK (capture_method IN ('automatic', 'manual')),
    payment_method text CHECK (payment_method ~ '^tok_[0-9A-Za-z_]+$'),
    merchant_reference text CHECK (length(merchant_reference) BETWEEN 1 AND 100),
    description text CHECK (length(description) <= 500),
    metadata jsonb NOT NULL DEFAULT '{}',
    next_action_url text,
    last_error jsonb,
    cancellation_reason text CHECK (cancellation_reason IN ('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned')),
    settlement_batch_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    captured_at timestamptz,
    CONSTRAINT payments_refunded_within_captured CHECK (amount_refunded BETWEEN 0 AND amount_captured),
    CONSTRAINT payments_captured_when_succeeded CHECK (
      (status = 'succeeded') = (amount_captured > 0) AND (status = 'succeeded') = (captured_at IS NOT NULL)),
    CONSTRAINT payments_method_known CHECK (
      status IN ('requires_payment_method', 'canceled') OR payment_method IS NOT NULL),
    CONSTRAINT payments_action_has_address CHECK ((status = 'requires_action') = (next_action_url IS NOT NULL)),
    CONSTRAINT payments_settled_after_success CHECK (settlement_batch_id IS NULL OR status = 'succeeded'),
    FOREIGN KEY (settlement_batch_id, currency) REFERENCES settlement_batches (id, currency),
    UNIQUE (id, currency)
  );
  CREATE UNIQUE INDEX payments_merchant_reference ON payments (merchant_id, live, merchant_reference)
    WHERE merchant_reference IS NOT NULL;
  CREATE INDEX payments_newest ON payments (merchant_id, live, id DESC);
  CREATE INDEX payments_unsettled ON payments (merchant_id, live, currency)
    WHERE status = 'succeeded' AND settlement_batch_id IS NULL;
  CREATE INDEX payments_settled ON payments (settlement_batch_id) WHERE settlement_batch_id IS NOT NULL;
  CREATE INDEX payments_open ON payments (updated_at) WHERE status = 'processing';

  CREATE TRIGGER payments_final_stays BEFORE UPDATE OF status ON payments FOR EACH ROW
    WHEN (OLD.status IN ('succeeded', 'canceled') AND NEW.status <> OLD.status)
    EXECUTE FUNCTION refuse_change('a final status stays');
  CREATE TRIGGER payments_facts_stay BEFORE UPDATE ON payments FOR EACH ROW
    WHEN (NEW.amount <> OLD.amount OR NEW.currency <> OLD.currency OR NEW.merchant_id <> OLD.merchant_id
      OR NEW.live <> OLD.live OR (OLD.amount_captured > 0 AND NEW.amount_captured <> OLD.amount_captured)
      OR (OLD.settlement_batch_id IS NOT NULL AND NEW.settlement_batch_id IS DISTINCT FROM OLD.settlement_batch_id))
    EXECUTE FUNCTION refuse_change('what was agreed, captured or settled stays');`;

const PAYMENT_EVENTS = `
  CREATE TABLE payment_events (
    payment_id uuid NOT NULL REFERENCES payments (id),
    version integer NOT NULL CHECK (version > 0),
    type text NOT NULL CHECK (type IN ('created', 'status_changed', 'refund_created', 'refund_succeeded', 'refund_failed')),
    from_status text,
    to_status text,
    amount bigint CHECK (amount > 0),
    actor text NOT NULL,
    request_id text,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (payment_id, version),
    CHECK ((type = 'created') = (version = 1)),
    CHECK ((type = 'created' AND from_status IS NULL AND to_status IS NOT NULL)
      OR (type = 'status_changed' AND from_status IS NOT NULL AND to_status IS NOT NULL AND from_status <> to_status)
      OR (type LIKE 'refund%' AND from_status IS NULL AND to_status IS NULL AND amount IS NOT NULL))
  );
  CREATE TRIGGER payment_events_stay BEFORE UPDATE OR DELETE ON payment_events FOR EACH ROW
    EXECUTE FUNCTION refuse_change('the timeline is append-only');
  CREATE TRIGGER payment_events_not_emptied BEFORE TRUNCATE ON payment_events
    EXECUTE FUNCTION refuse_change('the timeline is append-only');`;

const CHARGE_ATTEMPTS = `
  CREATE TABLE charge_attempts (
    id uuid PRIMARY KEY,
    payment_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('charge', 'authorise', 'capture', 'void')),
    amount bigint NOT NULL CHECK (amount > 0),
    currency char(3) NOT NULL,
    payment_method text NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'unknown', 'requires_action', 'approved', 'declined')),
    acquirer_reference text,
    decline_code text,
    traceparent text,
    inquiries integer NOT NULL DEFAULT 0 CHECK (inquiries >= 0),
    next_inquiry_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    FOREIGN KEY (payment_id, currency) REFERENCES payments (id, currency),
    CHECK ((state IN ('approved', 'declined')) = (finished_at IS NOT NULL)),
    CHECK ((state = 'declined') = (decline_code IS NOT NULL)),
    CHECK (state <> 'approved' OR acquirer_reference IS NOT NULL),
    CHECK ((state IN ('pending', 'unknown', 'requires_action')) = (next_inquiry_at IS NOT NULL))
  );
  CREATE UNIQUE INDEX charge_attempts_one_charge ON charge_attempts (payment_id)
    WHERE kind IN ('charge', 'authorise') AND state <> 'declined';
  CREATE UNIQUE INDEX charge_attempts_capture_or_void ON charge_attempts (payment_id)
    WHERE kind IN ('capture', 'void') AND state <> 'declined';
  CREATE INDEX charge_attempts_due ON charge_attempts (next_inquiry_at)
    WHERE state IN ('pending', 'unknown', 'requires_action');
  CREATE INDEX charge_attempts_payment ON charge_attempts (payment_id);
  CREATE TRIGGER charge_attempts_final_stays BEFORE UPDATE OF state ON charge_attempts FOR EACH ROW
    WHEN (OLD.state IN ('approved', 'declined') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION refuse_change('what the acquirer decided stays');`;
