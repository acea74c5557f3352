import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { createDataSource, fromTypeOrm, type DatabaseRole, type Queryable } from '@payments/core/database';
import type { TestRole } from './PostgresServer.ts';
import { TEMPLATE } from './template.ts';
import './globalSetup.ts';

const LOGINS: Record<DatabaseRole, TestRole> = {
  migrate: 'payments_migrate',
  app: 'payments_app',
  readOnly: 'payments_read_only',
};

/** A migrated database for one spec file, on the server that the run started. */
export class TestDatabase {
  readonly name: string;
  readonly #sources = new Map<DatabaseRole, DataSource>();

  private constructor(name: string) {
    this.name = name;
  }

  /** @param template the database to copy: by default the migrated, empty one */
  static async create(template: string = TEMPLATE): Promise<TestDatabase> {
    const database = new TestDatabase(`spec_${randomBytes(6).toString('hex')}`);
    await asSuperuser('postgres', `CREATE DATABASE ${database.name} OWNER payments_migrate TEMPLATE ${template}`);
    return database;
  }

  url(role: TestRole): string {
    return urlOf(role, this.name);
  }

  /** A connected DataSource of a role; the same one each time. */
  async source(role: DatabaseRole): Promise<DataSource> {
    const open = this.#sources.get(role);
    if (open) return open;
    const source = createDataSource({ url: this.url(LOGINS[role]), role, applicationName: 'spec' });
    this.#sources.set(role, source);
    return source.initialize();
  }

  async as(role: DatabaseRole): Promise<Queryable> {
    return fromTypeOrm(await this.source(role));
  }

  /**
   * Runs statements as superuser with triggers and foreign keys off, to plant what the schema refuses. Checks and
   * unique indexes still hold.
   */
  async plant(sql: string): Promise<void> {
    await asSuperuser(this.name, `SET session_replication_role = replica; ${sql}`);
  }

  /** Closes all connections: a database can only be copied while nobody is connected to it. */
  async disconnect(): Promise<void> {
    const sources = [...this.#sources.values()];
    this.#sources.clear();
    await Promise.all(sources.map(source => source.destroy()));
  }

  async drop(): Promise<void> {
    await this.disconnect();
    await asSuperuser('postgres', `DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }
}

function urlOf(role: TestRole, database: string): string {
  return `postgresql://${role}@127.0.0.1:${inject('postgresPort')}/${database}`;
}

async function asSuperuser(database: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf('postgres', database) });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
