import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LOCK_TIMEOUT_MS } from '../database/timeouts.ts';

/** A migration's class, as `MIGRATIONS` lists them. */
export type MigrationClass = new () => MigrationInterface & { transaction?: boolean };

/** What a migration would run. */
export interface MigrationSql {
  text: string;
  /** The migrator wraps it in a transaction of its own. */
  isTransaction: boolean;
}

/** The SQL of a migration, after what the migrator sets for its session. Nothing is executed. */
export async function sqlOf(Migration: MigrationClass): Promise<MigrationSql> {
  const statements: string[] = [];
  const query = async (sql: string) => {
    statements.push(`${sql.trim().replace(/;$/, '')};`);
    return [];
  };
  const migration = new Migration();
  await migration.up({ query } as unknown as QueryRunner);
  const text = [`SET lock_timeout = '${LOCK_TIMEOUT_MS}ms';`, ...statements].join('\n\n');
  return { text: `${text}\n`, isTransaction: migration.transaction ?? true };
}
