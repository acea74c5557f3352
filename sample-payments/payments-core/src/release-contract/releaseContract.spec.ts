import { globSync, readFileSync } from 'node:fs';
import { TestDatabase } from '@payments/testing/database';
import { migrateToNextRelease, NextRelease } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromTypeOrm } from '../database/index.ts';
import { lintMigrations } from '../migration-lint/lintMigrations.ts';
import { breaksOf } from './breaksOf.ts';
import { readSchema, schemaContractSchema, type SchemaContract } from './schemaContract.ts';

const folder = new URL('../../releases/', import.meta.url);

/** The newest release that was recorded. */
function lastRelease(): SchemaContract {
  const names = globSync('*.json', { cwd: folder }).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return schemaContractSchema.parse(JSON.parse(readFileSync(new URL(names.at(-1) ?? '', folder), 'utf8')));
}

let migrated: TestDatabase;

beforeAll(async () => {
  migrated = await TestDatabase.create();
});
afterAll(() => migrated.drop());

/** What a release of today would stumble over after more SQL, which is rolled back. */
async function breaksAfter(sql: string): Promise<string[]> {
  const runner = (await migrated.source('migrate')).createQueryRunner();
  const database = fromTypeOrm(runner);
  await runner.startTransaction();
  try {
    const before = await readSchema(database, 'before');
    await runner.query(sql);
    return breaksOf(before, await readSchema(database, 'after'));
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

describe('the schema that the migrations make', () => {
  it('can be used by the code of the last release', async () =>
    expect(breaksOf(lastRelease(), await readSchema(await migrated.as('migrate'), 'now'))).toEqual([]));

  it('is compared with a release that knows every table and what may be done there', () => {
    const { tables } = lastRelease();
    expect(Object.keys(tables)).toEqual(expect.arrayContaining(['payments', 'outbox_events', 'idempotency_keys']));
    expect(tables.ledger_entries).toMatchObject({ rights: ['INSERT', 'SELECT'] });
    expect(tables.payments?.rules.payments_refunded_within_captured?.kind).toBe('check');
  });

  it('may grow as the next release’s fixture does, which keeps the rules for migrations', async () => {
    expect(await lintMigrations([NextRelease])).toEqual([]);
    const copy = await TestDatabase.create();
    const database = await copy.as('migrate');
    const before = await readSchema(database, 'before');
    expect(await migrateToNextRelease(copy.url('payments_migrate'))).toHaveLength(1);
    expect(breaksOf(before, await readSchema(database, 'after'))).toEqual([]);
    await copy.drop();
  });
});

describe('breaksOf', () => {
  it.each([
    ['a table that is gone', 'DROP TABLE webhook_delivery_attempts', 'webhook_delivery_attempts: the table is gone.'],
    ['a column that is gone', 'ALTER TABLE payments DROP COLUMN description', 'payments: column description is gone.'],
    [
      'a column with another name',
      'ALTER TABLE payments RENAME COLUMN description TO words',
      'payments: column description is gone.',
    ],
    [
      'a column of another type',
      'ALTER TABLE refunds ALTER COLUMN inquiries TYPE bigint',
      'refunds: column inquiries was integer and is bigint.',
    ],
    [
      'a column that became required',
      'ALTER TABLE payments ALTER COLUMN description SET NOT NULL',
      'payments: column description may no longer be empty.',
    ],
    [
      'a default that is gone',
      'ALTER TABLE payments ALTER COLUMN metadata DROP DEFAULT',
      'payments: column metadata is no longer filled in.',
    ],
    [
      'a new column that must be filled in',
      'ALTER TABLE payments ADD COLUMN region text NOT NULL',
      'payments: column region is new, and the release does not fill it in.',
    ],
    [
      'a check that allows less',
      `ALTER TABLE refunds DROP CONSTRAINT refunds_reason_check,
        ADD CONSTRAINT refunds_reason_check CHECK (reason IN ('duplicate', 'fraudulent'))`,
      'refunds: check refunds_reason_check is new or another, and may refuse what the release writes.',
    ],
    [
      'a new check on what the release writes',
      'ALTER TABLE payments ADD CONSTRAINT small CHECK (amount < 1000) NOT VALID',
      'payments: check small is new or another, and may refuse what the release writes.',
    ],
    [
      'a new unique index on what the release writes',
      'CREATE UNIQUE INDEX one_description ON payments (description)',
      'payments: unique one_description is new or another, and may refuse what the release writes.',
    ],
    [
      'a unique constraint that is gone',
      'ALTER TABLE webhook_deliveries DROP CONSTRAINT webhook_deliveries_once',
      'webhook_deliveries: webhook_deliveries_once is gone, which ON CONFLICT or one row for each may rely on.',
    ],
    [
      'a new trigger',
      `CREATE TRIGGER nobody BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change('closed')`,
      'payments: trigger nobody is new or another, and may refuse what the release writes.',
    ],
    [
      'a right that is gone',
      'REVOKE UPDATE ON payments FROM payments_app',
      'payments: payments_app may no longer UPDATE.',
    ],
  ])('finds %s', async (_, sql, sentence) => expect(await breaksAfter(sql)).toContain(sentence));

  it.each([
    ['a table', 'CREATE TABLE disputes (id uuid PRIMARY KEY)'],
    ['a column that may be empty', 'ALTER TABLE payments ADD COLUMN region text CHECK (length(region) = 2)'],
    ['a column with a default', `ALTER TABLE payments ADD COLUMN region text NOT NULL DEFAULT 'eu'`],
    ['an index', 'CREATE INDEX by_day ON payments (created_at)'],
    [
      'a word for a check',
      `ALTER TABLE refunds DROP CONSTRAINT refunds_reason_check,
        ADD CONSTRAINT refunds_reason_check CHECK (reason IN ('duplicate', 'fraudulent', 'requested_by_customer', 'dispute'))`,
    ],
    ['a check that is gone', 'ALTER TABLE payments DROP CONSTRAINT payments_action_has_address'],
  ])('lets %s be', async (_, sql) => expect(await breaksAfter(sql)).toEqual([]));

  it.each([
    ['a list of what is allowed', "CHECK ((type = ANY (ARRAY['a'::text", ']))', []],
    [
      'a list of what is forbidden',
      "CHECK ((type <> ALL (ARRAY['a'::text",
      ']))',
      [expect.stringContaining('may refuse')],
    ],
    [
      'the opposite of a list',
      "CHECK ((NOT (type = ANY (ARRAY['a'::text",
      '])))',
      [expect.stringContaining('may refuse')],
    ],
  ])('knows what a longer list means: %s', (_, start, end, found) => {
    const contract = (definition: string): SchemaContract => ({
      release: '1',
      tables: { t: { columns: {}, rules: { c: { kind: 'check', definition, columns: [] } }, rights: [] } },
    });
    expect(breaksOf(contract(start + end), contract(`${start}, 'b'::text${end}`))).toEqual(found);
  });
});
