import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { inTransaction, type Queryable } from '@payments/core/database';

/** The process' connections. Single statements go straight to the pool, transactions through TypeORM. */
@Injectable()
export class Database implements Queryable {
  readonly #names = new Map<string, string>();

  constructor(private readonly source: DataSource) {}

  async query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    return (await this.pool.query(sql, parameters)).rows as Row[];
  }

  /**
   * Runs a statement that each connection parses and plans once. For fixed texts on hot paths only: every text stays
   * prepared for the life of the connection.
   */
  async prepared<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    const query = { name: this.#nameOf(sql), text: sql, values: parameters };
    return (await this.pool.query(query)).rows as Row[];
  }

  /** One READ COMMITTED transaction, run again after a deadlock: no effect outside the database in it. */
  transaction<Result>(work: (database: Queryable) => Promise<Result>): Promise<Result> {
    return inTransaction(this.source, work);
  }

  /** Requests that wait for a connection now. */
  get waiting(): number {
    return this.pool.waitingCount;
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private get pool(): Pool {
    return (this.source.driver as PostgresDriver).master as Pool;
  }

  #nameOf(sql: string): string {
    const known = this.#names.get(sql);
    if (known) return known;
    const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 20)}`;
    this.#names.set(sql, name);
    return name;
  }
}
