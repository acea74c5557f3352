import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMerchant } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import { INSUFFICIENT_PRIVILEGE } from './errorCodes.ts';
import type { Queryable } from './queryable.ts';

let database: TestDatabase;
let app: Queryable;
let readOnly: Queryable;

beforeAll(async () => {
  database = await TestDatabase.create();
  app = await database.as('app');
  readOnly = await database.as('readOnly');
  await makeMerchant(app);
});
afterAll(() => database.drop());

const denies = (work: Promise<unknown>, code = INSUFFICIENT_PRIVILEGE) =>
  expect(work).rejects.toMatchObject({ driverError: { code } });

describe('the role of the services', () => {
  it('reads and writes rows', async () => expect(await app.query('SELECT name FROM merchants')).toHaveLength(1));

  it.each([
    ['alter a table', 'ALTER TABLE payments ADD COLUMN x text'],
    ['create a table', 'CREATE TABLE extra (x text)'],
    ['drop a table', 'DROP TABLE payments'],
    ['disable a trigger', 'ALTER TABLE ledger_entries DISABLE TRIGGER ALL'],
    ['turn triggers off for its session', 'SET session_replication_role = replica'],
    ['update the ledger', 'UPDATE ledger_entries SET amount = 1'],
    ['delete from the ledger', 'DELETE FROM ledger_entries'],
    ['empty the ledger', 'TRUNCATE ledger_entries'],
    ['update the timeline', 'UPDATE payment_events SET version = 1'],
    ['delete payments', 'DELETE FROM payments'],
    ['update the audit log', "UPDATE audit_log SET actor = 'x'"],
    ['change a settled batch', 'UPDATE settlement_batches SET captured = 0'],
  ])('cannot %s', (_, sql) => denies(app.query(sql)));
});

describe('the read-only role', () => {
  it('reads', async () => expect(await readOnly.query('SELECT name FROM merchants')).toHaveLength(1));

  it('cannot write, even when it turns its session’s read-only setting off', async () => {
    await denies(readOnly.query('UPDATE merchants SET fee_basis_points = 0'), '25006');
    await denies(readOnly.query('SET TRANSACTION READ WRITE; UPDATE merchants SET fee_basis_points = 0'));
  });

  it.each([
    ['hashes of keys', 'SELECT hash FROM api_keys'],
    ['hashes of passwords', 'SELECT password_hash FROM dashboard_users'],
    ['sessions', 'SELECT token_hash FROM dashboard_sessions'],
    ['sealed secrets', 'SELECT secret_sealed FROM webhook_endpoints'],
    ['stored answers', 'SELECT response_body FROM idempotency_keys'],
  ])('does not see %s', (_, sql) => denies(readOnly.query(sql)));
});
