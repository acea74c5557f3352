import 'reflect-metadata';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/index.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { SnakeCaseNaming } from './snakeCaseNaming.ts';

/** What a process does with the database. `migrate` owns the tables; `app` reads and writes rows; `readOnly` reads. */
export type DatabaseRole = 'migrate' | 'app' | 'readOnly';

export interface DatabaseOptions {
  url: string;
  role: DatabaseRole;
  /** Connections in the pool. Migrations use one, whatever is asked. */
  poolSize?: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
}

/** A migration that waits longer for a lock would make every query behind it wait too; it gives up and is retried. */
export const LOCK_TIMEOUT_MS = 1_000;

/** A request that runs longer is stuck; the database ends it rather than keep its locks. */
export const STATEMENT_TIMEOUT_MS = 10_000;

/** Options for `new DataSource` and for Nest's `TypeOrmModule.forRoot`. Nothing migrates or synchronises at boot. */
export function dataSourceOptions({ url, role, poolSize = 10, applicationName }: DatabaseOptions): DataSourceOptions {
  const migrates = role === 'migrate';
  return {
    type: 'postgres',
    url,
    applicationName,
    poolSize: migrates ? 1 : poolSize,
    entities: ENTITIES,
    migrations: migrates ? MIGRATIONS : [],
    migrationsTransactionMode: 'each',
    migrationsRun: false,
    synchronize: false,
    installExtensions: false,
    namingStrategy: new SnakeCaseNaming(),
    connectTimeoutMS: 5_000,
    extra: {
      options: settings(role),
      idleTimeoutMillis: 30_000,
    },
  };
}

/** A DataSource that is not connected yet. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource(dataSourceOptions(options));
}

/** Session settings. Read-only is belt and braces: the role has no right to write either. */
function settings(role: DatabaseRole): string {
  const common = '-c TimeZone=UTC';
  if (role === 'migrate') return `${common} -c lock_timeout=${LOCK_TIMEOUT_MS}`;
  const services = `${common} -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=${STATEMENT_TIMEOUT_MS}`;
  return role === 'readOnly' ? `${services} -c default_transaction_read_only=on` : services;
}
