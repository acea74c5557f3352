import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Pool, PoolClient } from 'pg';

/** Anything that runs SQL with parameters and gives rows: a pool, a connection inside a transaction, TypeORM's manager. */
export interface Queryable {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** TypeORM's own objects as a Queryable. Its `query` gives rows for SELECT and for WITH … SELECT, our only uses. */
export function fromTypeOrm(source: DataSource | EntityManager | QueryRunner): Queryable {
  return { query: (sql, parameters) => source.query(sql, parameters as unknown[]) };
}

/** A node-postgres pool or client as a Queryable, for paths too hot for TypeORM and for tools without entities. */
export function fromPg(source: Pool | PoolClient): Queryable {
  return {
    query: async <Row>(sql: string, parameters?: unknown[]) => (await source.query(sql, parameters)).rows as Row[],
  };
}
