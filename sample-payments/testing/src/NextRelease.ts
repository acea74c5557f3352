import { dataSourceOptions, migrate } from '@payments/core/database';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Stands for the migration of the release to come: one of each thing that a migration may do while the code there is
 * now still runs. Specs run that code on it, so what is true of the next release is known before there is one.
 */
export class NextRelease9999999999999 implements MigrationInterface {
  /** CREATE INDEX CONCURRENTLY, which no transaction may hold. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are not reverted.');
  }
}

/** Brings a migrated database to the next release's schema, as its migration Job would: also under traffic. */
export async function migrateToNextRelease(url: string): Promise<string[]> {
  const options = dataSourceOptions({ url, role: 'migrate', applicationName: 'next-release' });
  const owner = new DataSource({ ...options, migrations: [NextRelease9999999999999] });
  await owner.initialize();
  try {
    return await migrate(owner, { pauseMs: 50 });
  } finally {
    await owner.destroy();
  }
}

/** A type of event that the code there is now has never heard of. */
export const NEXT_EVENT_TYPE = 'payment.disputed';

const TYPES = `'payment.created', 'payment.requires_action', 'payment.requires_capture', 'payment.succeeded',
  'payment.declined', 'payment.canceled', 'refund.created', 'refund.succeeded', 'refund.failed', '${NEXT_EVENT_TYPE}'`;

const STATEMENTS = [
  'ALTER TABLE payments ADD COLUMN IF NOT EXISTS region text, ADD COLUMN IF NOT EXISTS risk bigint NOT NULL DEFAULT 0',
  `CREATE TABLE IF NOT EXISTS disputes (
    payment_id uuid PRIMARY KEY REFERENCES payments (id),
    opened_at timestamptz NOT NULL DEFAULT now()
  )`,
  'GRANT SELECT, INSERT ON disputes TO payments_app',
  // A longer list of words, first for new rows only: the old rows are looked through without stopping writes.
  `ALTER TABLE outbox_events DROP CONSTRAINT IF EXISTS outbox_events_type_check,
    ADD CONSTRAINT outbox_events_type_check CHECK (type IN (${TYPES})) NOT VALID`,
  'ALTER TABLE outbox_events VALIDATE CONSTRAINT outbox_events_type_check',
  `ALTER TABLE webhook_endpoints DROP CONSTRAINT IF EXISTS webhook_endpoints_events_check,
    ADD CONSTRAINT webhook_endpoints_events_check
      CHECK (cardinality(events) > 0 AND events <@ ARRAY[${TYPES}]) NOT VALID`,
  'ALTER TABLE webhook_endpoints VALIDATE CONSTRAINT webhook_endpoints_events_check',
  'CREATE INDEX CONCURRENTLY IF NOT EXISTS payments_by_region ON payments (region) WHERE region IS NOT NULL',
];
