import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { DEADLOCK_DETECTED, errorCode, SERIALIZATION_FAILURE } from './errorCodes.ts';
import { fromTypeOrm, type Queryable } from './queryable.ts';

/** Tries before a conflict is passed on. Three in a row mean contention that waiting does not solve. */
const TRIES = 3;

/**
 * Runs the work in one READ COMMITTED transaction. A deadlock or serialization failure rolls back and runs the work
 * again after a random pause, so the work must have no effect outside the database.
 */
export async function inTransaction<Result>(
  dataSource: DataSource,
  work: (database: Queryable) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.transaction(manager => work(fromTypeOrm(manager)));
    } catch (error) {
      const code = errorCode(error);
      const conflict = code === DEADLOCK_DETECTED || code === SERIALIZATION_FAILURE;
      if (!conflict || attempt >= TRIES) throw error;
      await sleep(Math.random() * 50 * attempt);
    }
  }
}
