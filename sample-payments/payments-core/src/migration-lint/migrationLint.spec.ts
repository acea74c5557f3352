import type { QueryRunner } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../database/migrations/index.ts';
import { lintMigrations } from './lintMigrations.ts';
import type { MigrationClass } from './sqlOf.ts';

/** A migration of these statements. */
function migrationOf(sql: string, transaction = true): MigrationClass {
  return class Next1764000000099 {
    transaction = transaction;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }

    async down(): Promise<void> {}
  };
}

describe('lintMigrations', () => {
  it('has nothing against the migrations there are', async () => expect(await lintMigrations(MIGRATIONS)).toEqual([]));

  it.each([
    ['a column that goes', 'ban-drop-column', 'ALTER TABLE payments DROP COLUMN description'],
    ['a table that goes', 'ban-drop-table', 'DROP TABLE refunds'],
    ['a column with a new name', 'renaming-column', 'ALTER TABLE payments RENAME COLUMN description TO words'],
    ['a table with a new name', 'renaming-table', 'ALTER TABLE payments RENAME TO charges'],
    ['a column that rows must have', 'adding-required-field', 'ALTER TABLE payments ADD COLUMN region text NOT NULL'],
    [
      'a column that becomes required',
      'adding-not-nullable-field',
      'ALTER TABLE payments ALTER description SET NOT NULL',
    ],
    ['a column of another type', 'changing-column-type', 'ALTER TABLE payments ALTER COLUMN amount TYPE numeric'],
    ['an index that stops writes', 'require-concurrent-index-creation', 'CREATE INDEX by_day ON payments (created_at)'],
    [
      'an index that stops writes while it goes',
      'require-concurrent-index-deletion',
      'DROP INDEX IF EXISTS payments_newest',
    ],
    [
      'a check over all rows under a lock',
      'constraint-missing-not-valid',
      'ALTER TABLE payments ADD CONSTRAINT small CHECK (amount < 1000)',
    ],
    [
      'a foreign key over all rows under a lock',
      'adding-foreign-key-constraint',
      'ALTER TABLE refunds ADD CONSTRAINT of_payment FOREIGN KEY (payment_id) REFERENCES payments (id)',
    ],
    [
      'CONCURRENTLY within a transaction',
      'ban-concurrent-index-creation-in-transaction',
      'CREATE INDEX CONCURRENTLY IF NOT EXISTS by_day ON payments (created_at)',
    ],
    ['what is not SQL', 'syntax-error', 'ALTER TABEL payments'],
  ])('refuses %s (%s)', async (_, rule, sql) =>
    expect((await lintMigrations([migrationOf(sql)])).join('\n')).toContain(`Next1764000000099: ${rule}:`),
  );

  it.each([
    ['a column that may be empty', 'ALTER TABLE payments ADD COLUMN region text', true],
    ['a check for new rows', 'ALTER TABLE payments ADD CONSTRAINT small CHECK (amount < 1000) NOT VALID', true],
    ['an index built beside traffic', 'CREATE INDEX CONCURRENTLY IF NOT EXISTS by_day ON payments (created_at)', false],
  ])('has nothing against %s', async (_, sql, transaction) =>
    expect(await lintMigrations([migrationOf(sql, transaction)])).toEqual([]),
  );

  it('accepts a rule for the named migration only, and only as long as it is broken', async () => {
    const accepted = { Next1764000000099: [{ rule: 'ban-drop-table', reason: 'a spec' }] };
    expect(await lintMigrations([migrationOf('DROP TABLE refunds')], accepted)).not.toContainEqual(
      expect.stringContaining('ban-drop-table'),
    );
    expect(await lintMigrations([migrationOf('SELECT 1')], accepted)).toEqual([
      'Next1764000000099: ban-drop-table is accepted, but nothing breaks it. Remove it.',
    ]);
  });
});
