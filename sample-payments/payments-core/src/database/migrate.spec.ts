import { createHmac, pbkdf2Sync } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDatabase } from '@payments/testing/database';
import { createDataSource } from './dataSource.ts';
import { ENTITIES } from './entities/index.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { scramVerifier } from './rolePasswords.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await TestDatabase.create('template0');
});
afterAll(() => database.drop());

/** A connection of its own, as another Job would have. */
const owner = async () => {
  const url = database.url('payments_migrate');
  return createDataSource({ url, role: 'migrate', applicationName: 'spec' }).initialize();
};

describe('migrate', () => {
  it('run by two at once migrates once, and again does nothing', async () => {
    const client = new Client({ connectionString: database.url('postgres') });
    await client.connect();
    await client.query('ALTER SCHEMA public OWNER TO payments_migrate');
    await client.end();
    const [first, second] = [await owner(), await owner()];
    const options = { pauseMs: 50, tries: 200 };
    const names = (await Promise.all([migrate(first, options), migrate(second, options)])).flat();
    expect(names).toEqual(MIGRATIONS.map(migration => migration.name));
    expect(await migrate(first)).toEqual([]);
    await Promise.all([first.destroy(), second.destroy()]);
  });

  it('waits for a lock by trying again, and gives up in the end', async () => {
    const source = await owner();
    const holder = new Client({ connectionString: database.url('payments_migrate') });
    await holder.connect();
    await holder.query(`SELECT pg_advisory_lock(hashtext('payments-migrations'))`);
    const reasons: string[] = [];
    const waiting = migrate(source, { tries: 3, pauseMs: 10, onRetry: reason => reasons.push(reason) });
    await expect(waiting).rejects.toMatchObject({ code: '55P03' });
    expect(reasons).toHaveLength(2);
    await holder.end();
    await expect(migrate(source)).resolves.toEqual([]);
    await source.destroy();
  });

  it('leaves exactly the columns that the entities describe', async () => {
    const source = await owner();
    const columns = await source.query<{ name: string; nullable: string }[]>(`
      SELECT table_name || '.' || column_name AS name, is_nullable AS nullable FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name NOT IN ('migrations')`);
    const actual = columns.map(({ name, nullable }) => `${name} ${nullable === 'YES' ? 'optional' : 'required'}`);
    const described = ENTITIES.flatMap(entity => {
      const { tableName, columns: each } = source.getMetadata(entity);
      return each.map(column => `${tableName}.${column.databaseName} ${column.isNullable ? 'optional' : 'required'}`);
    });
    expect(described.sort()).toEqual(actual.sort());
    await source.destroy();
  });

  it('is never reverted', async () => {
    for (const Migration of MIGRATIONS) await expect(new Migration().down()).rejects.toThrow(/not reverted/);
  });
});

describe('scramVerifier', () => {
  it('is what PostgreSQL computes for the password (RFC 5802)', () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    const [head, keys] = scramVerifier('pencil', salt).split('$').slice(1);
    const salted = pbkdf2Sync('pencil', salt, 4096, 32, 'sha256');
    expect(head).toBe('4096:W22ZaJ0SNY7soEsUEjb6gQ==');
    expect(keys).toBe('WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=');
    expect(keys?.split(':')[1]).toBe(createHmac('sha256', salted).update('Server Key').digest('base64'));
  });
});
