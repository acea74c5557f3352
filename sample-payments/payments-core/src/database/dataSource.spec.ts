import type { Pool } from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { TestDatabase } from '@payments/testing/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let database: TestDatabase;
beforeAll(async () => (database = await TestDatabase.create()));
afterAll(() => database.drop());

describe('a connection', () => {
  it('that ends before anybody listens to it does not end the process', async () => {
    const source = await database.source('app');
    const client = await ((source.driver as PostgresDriver).master as Pool).connect();
    expect(() => client.emit('error', new Error('terminating connection'))).not.toThrow();
    client.release(true);
  });
});
