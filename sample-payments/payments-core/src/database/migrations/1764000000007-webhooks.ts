import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/**
 * From the event that a transaction commits (outbox) to each endpoint's delivery and its attempts. Schedules live
 * here and not in Redis: what is due is whatever the partial indexes `…_due` list.
 */
export class Webhooks1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OUTBOX);
    await runner.query(ENDPOINTS);
    await runner.query(DELIVERIES);
  }

  down = refuseRevert;
}

const EVENT_TYPES = `'payment.created', 'payment.requires_action', 'payment.requires_capture', 'payment.succeeded',
  'payment.declined', 'payment.canceled', 'refund.created', 'refund.succeeded', 'refund.failed'`;

/** `dispatched` means: a delivery row exists for every endpoint that wanted the event. `dead` means it could not be read. */
const OUTBOX = `
  CREATE TABLE outbox_events (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants (id),
    live boolean NOT NULL,
    type text NOT NULL CHECK (type IN (${EVENT_TYPES})),
    version smallint NOT NULL DEFAULT 1,
    payment_id uuid NOT NULL REFERENCES payments (id),
    refund_id uuid REFERENCES refunds (id),
    payload text NOT NULL,
    traceparent text,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'dispatched', 'dead')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at timestamptz DEFAULT now(),
    last_failure text,
    created_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz,
    CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
    CHECK ((state = 'waiting') = (closed_at IS NULL)),
    CHECK ((type LIKE 'refund%') = (refund_id IS NOT NULL))
  );
  CREATE INDEX outbox_events_due ON outbox_events (next_attempt_at, id) WHERE state = 'waiting';
  CREATE INDEX outbox_events_dead ON outbox_events (id) WHERE state = 'dead';
  CREATE INDEX outbox_events_payment ON outbox_events (payment_id);`;

/** Secrets are sealed (AES-256-GCM); while `previous_secret_expires_at` is ahead, deliveries carry both signatures. */
const ENDPOINTS = `
  CREATE TABLE webhook_endpoints (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants (id),
    live boolean NOT NULL,
    url text NOT NULL CHECK (url ~ '^https?://' AND length(url) <= 2000),
    events text[] NOT NULL CHECK (cardinality(events) > 0 AND events <@ ARRAY[${EVENT_TYPES}]),
    enabled boolean NOT NULL DEFAULT true,
    disabled_reason text CHECK (disabled_reason IN ('merchant', 'gone')),
    secret_sealed bytea NOT NULL,
    previous_secret_sealed bytea,
    previous_secret_expires_at timestamptz,
    consecutive_failures integer NOT NULL DEFAULT 0 CHECK (consecutive_failures >= 0),
    paused_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CHECK (enabled = (disabled_reason IS NULL)),
    CHECK ((previous_secret_sealed IS NULL) = (previous_secret_expires_at IS NULL))
  );
  CREATE INDEX webhook_endpoints_of_merchant ON webhook_endpoints (merchant_id, live, id) WHERE deleted_at IS NULL;`;

const DELIVERIES = `
  CREATE TABLE webhook_deliveries (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES outbox_events (id),
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    attempts_since_resend integer NOT NULL DEFAULT 0 CHECK (attempts_since_resend BETWEEN 0 AND attempts),
    next_attempt_at timestamptz DEFAULT now(),
    claimed_until timestamptz,
    dead_reason text CHECK (dead_reason IN ('exhausted', 'gone', 'endpoint_removed', 'endpoint_disabled')),
    created_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz,
    CONSTRAINT webhook_deliveries_once UNIQUE (event_id, endpoint_id),
    CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
    CHECK ((state = 'waiting') = (closed_at IS NULL)),
    CHECK ((state = 'dead') = (dead_reason IS NOT NULL)),
    CHECK (state <> 'delivered' OR attempts > 0)
  );
  CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at, id) WHERE state = 'waiting';
  CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (endpoint_id, id DESC);
  CREATE INDEX webhook_deliveries_dead ON webhook_deliveries (id) WHERE state = 'dead';

  CREATE TABLE webhook_delivery_attempts (
    delivery_id uuid NOT NULL REFERENCES webhook_deliveries (id),
    attempt integer NOT NULL CHECK (attempt > 0),
    started_at timestamptz NOT NULL,
    duration_ms integer NOT NULL CHECK (duration_ms >= 0),
    http_status smallint CHECK (http_status BETWEEN 100 AND 599),
    failure text CHECK (failure IN ('timeout', 'connection', 'tls', 'redirect', 'blocked_address')),
    PRIMARY KEY (delivery_id, attempt),
    CHECK (http_status IS NOT NULL OR failure IS NOT NULL)
  );
  CREATE TRIGGER webhook_delivery_attempts_stay BEFORE UPDATE OR DELETE ON webhook_delivery_attempts FOR EACH ROW
    EXECUTE FUNCTION refuse_change('what was sent stays on record');`;
