import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { errorCode, LOCK_NOT_AVAILABLE } from './errorCodes.ts';

export interface MigrateOptions {
  /** Tries in all; each waits up to the lock timeout for a lock. */
  tries?: number;
  /** Pause between tries, in ms; long transactions get this long to end. */
  pauseMs?: number;
  /** Told about each failed try. */
  onRetry?: (reason: string) => void;
}

/** Held while migrating, so that two Jobs started at once run one after the other. */
const MIGRATION_LOCK = 'payments-migrations';

/**
 * Brings the schema up to date; harmless when it is. A migration that cannot get its lock in time is rolled back and
 * tried again, because waiting would make all traffic queue behind it.
 * @returns the names of the migrations that ran
 * @throws the last lock error when every try was in vain, and any other error at once
 */
export async function migrate(dataSource: DataSource, options: MigrateOptions = {}): Promise<string[]> {
  const { tries = 30, pauseMs = 1_000, onRetry } = options;
  const names: string[] = [];
  for (let attempt = 1; ; attempt += 1) {
    try {
      names.push(...(await migrateOnce(dataSource)));
      return names;
    } catch (error) {
      if (errorCode(error) !== LOCK_NOT_AVAILABLE || attempt >= tries) throw error;
      onRetry?.(`A lock was not free within the limit (try ${attempt} of ${tries}).`);
      await sleep(pauseMs);
    }
  }
}

/** The lock is tried, not waited for: waiting would hold a snapshot that CREATE INDEX CONCURRENTLY waits for. */
async function migrateOnce(dataSource: DataSource): Promise<string[]> {
  const [lock] = await dataSource.query<{ free: boolean }[]>('SELECT pg_try_advisory_lock(hashtext($1)) AS free', [
    MIGRATION_LOCK,
  ]);
  if (!lock?.free) throw new MigrationRunningError();
  try {
    return (await dataSource.runMigrations({ transaction: 'each' })).map(migration => migration.name);
  } finally {
    await dataSource.query('SELECT pg_advisory_unlock(hashtext($1))', [MIGRATION_LOCK]);
  }
}

/** Another process is migrating this database. Carries the code of a lock that is not free, so it is retried. */
class MigrationRunningError extends Error {
  override name = 'MigrationRunningError';
  readonly code = LOCK_NOT_AVAILABLE;

  constructor() {
    super('Another process is migrating this database.');
  }
}
