import 'reflect-metadata';
import type { EventEmitter } from 'node:events';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/index.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { SnakeCaseNaming } from './snakeCaseNaming.ts';
import { LOCK_TIMEOUT_MS, STATEMENT_TIMEOUT_MS } from './timeouts.ts';

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
      onConnect: listen,
    },
  };
}

/** A DataSource that is not connected yet. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource(dataSourceOptions(options));
}

/**
 * The pool hands a fresh connection over without a listener, and TypeORM adds its own a moment later. One that the
 * server ends just then would end the process with it; who uses the connection learns of its end anyway.
 */
function listen(client: EventEmitter): void {
  client.on('error', () => {});
}

/** Session settings. Read-only is belt and braces: the role has no right to write either. */
function settings(role: DatabaseRole): string {
  const common = '-c TimeZone=UTC';
  if (role === 'migrate') return `${common} -c lock_timeout=${LOCK_TIMEOUT_MS}`;
  const services = `${common} -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=${STATEMENT_TIMEOUT_MS}`;
  return role === 'readOnly' ? `${services} -c default_transaction_read_only=on` : services;
}
