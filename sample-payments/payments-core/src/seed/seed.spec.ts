import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDatabase } from '@payments/testing/database';
import { AcquirerProcess } from '@payments/testing';
import { AcquirerClient } from '../acquirer/index.ts';
import { parseApiKey } from '../api-keys/index.ts';
import { checkAll } from '../checker/index.ts';
import type { Queryable } from '../database/queryable.ts';
import { seedDatabase, type SeedOptions } from './seed.ts';
import { seedSettings } from './seedSettings.ts';
import { SEEDED_TABLES } from './tables.ts';

const options: SeedOptions = {
  seed: 'spec',
  payments: 600,
  until: new Date('2026-11-24T10:00:00Z'),
  secrets: { apiKeyPepper: Buffer.alloc(32, 1), sealingKey: Buffer.alloc(32, 2) },
};

let first: TestDatabase;
let second: TestDatabase;
let third: TestDatabase;
let owner: Queryable;

beforeAll(async () => {
  [first, second, third] = await Promise.all([TestDatabase.create(), TestDatabase.create(), TestDatabase.create()]);
  owner = await first.as('migrate');
});
afterAll(() => Promise.all([first.drop(), second.drop(), third.drop()]));

/** A digest of a table's rows, without the sealed secret, whose nonce is fresh each time. */
const digest = async (database: Queryable, table: string) => {
  const [row] = await database.query<{ digest: string }>(
    `SELECT md5(string_agg(line, E'\\n' ORDER BY line)) AS digest FROM (
      SELECT (to_jsonb(each) - 'secret_sealed')::text AS line FROM ${table} each) lines`,
  );
  return row?.digest;
};

const count = async (sql: string) =>
  Number((await owner.query<{ count: string }>(`SELECT count(*) FROM ${sql}`))[0]?.count);

describe('seedDatabase', () => {
  it('gives the same rows for the same seed', async () => {
    const access = await seedDatabase(await first.source('migrate'), options);
    await seedDatabase(await second.source('migrate'), options);
    const other = await second.as('migrate');
    for (const table of SEEDED_TABLES)
      expect([table, await digest(owner, table)]).toEqual([table, await digest(other, table)]);
    expect(access?.map(({ apiKey }) => parseApiKey(apiKey)?.live)).toEqual([false, false]);
  });

  it('leaves a database that breaks no invariant', async () =>
    expect(await checkAll(owner, { graceSeconds: 0 })).toEqual([]));

  it('does nothing a second time', async () =>
    expect(await seedDatabase(await first.source('migrate'), options)).toBeUndefined());

  it('holds what a merchant wants to look at', async () => {
    expect(await count('payments')).toBe(600);
    expect(await count(`payments WHERE status = 'succeeded'`)).toBeGreaterThan(450);
    expect(await count(`(SELECT DISTINCT status FROM payments) statuses`)).toBe(6);
    expect(await count('refunds')).toBeGreaterThan(20);
    expect(await count('settlement_batches')).toBeGreaterThan(50);
    expect(await count(`webhook_delivery_attempts WHERE http_status = 503`)).toBeGreaterThan(3);
    expect(await count(`payments WHERE captured_at > '2026-11-24' AND settlement_batch_id IS NULL`)).toBeGreaterThan(0);
  });

  it('gives merchants endpoints where nobody is, or below the address that is named', async () => {
    const urls = async (database: Queryable) =>
      (await database.query<{ url: string }>('SELECT url FROM webhook_endpoints ORDER BY merchant_id')).map(
        ({ url }) => url,
      );
    expect(await urls(owner)).toEqual(['https://hooks.nordlicht.example/payments', 'https://kumo.example/hooks']);
    const webhookUrl = 'http://merchant-simulator:8091/hooks';
    await seedDatabase(await third.source('migrate'), { ...options, payments: 1, webhookUrl });
    expect(await urls(await third.as('migrate'))).toEqual([
      `${webhookUrl}/nordlicht-coffee`,
      `${webhookUrl}/kumo-records`,
    ]);
  });

  it('tells the acquirer, so that seeded payments can be captured and refunded', async () => {
    const acquirer = await AcquirerProcess.start();
    const told = await TestDatabase.create();
    try {
      await seedDatabase(await told.source('migrate'), { ...options, acquirerUrl: acquirer.url });
      const database = await told.as('migrate');
      expect(await checkAll(database, { graceSeconds: 0, acquirerLog: await acquirer.log() })).toEqual([]);
      const client = new AcquirerClient({ url: acquirer.url, timeoutMs: 2_000 });
      const followUp = async (status: string) => {
        const [row] = await database.query<{ charge: string; payment: string; amount: string; currency: string }>(
          `SELECT attempt.id AS charge, payment.id AS payment, payment.amount, payment.currency
          FROM payments payment JOIN charge_attempts attempt ON attempt.payment_id = payment.id
          WHERE payment.status = $1 AND amount_refunded = 0 AND attempt.kind <> 'capture' LIMIT 1`,
          [status],
        );
        if (!row) throw new Error(`No payment is ${status}.`);
        return { ...row, amount: BigInt(row.amount), reference: row.charge.replace(/^./, 'f') };
      };
      expect(await client.refund(await followUp('succeeded'))).toMatchObject({ outcome: 'approved' });
      expect(await client.capture(await followUp('requires_capture'))).toMatchObject({ outcome: 'approved' });
      expect(await client.void(await followUp('requires_action'))).toMatchObject({ outcome: 'approved' });
    } finally {
      await told.drop();
      await acquirer.dispose();
    }
  });

  it('leaves nothing when the acquirer does not take it', async () => {
    const untold = await TestDatabase.create();
    const refusing = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
    try {
      await once(refusing, 'listening');
      const { port } = refusing.address() as AddressInfo;
      const seeding = seedDatabase(await untold.source('migrate'), {
        ...options,
        payments: 1,
        acquirerUrl: `http://127.0.0.1:${port}`,
      });
      await expect(seeding).rejects.toThrow(/answered 404/);
      expect(await (await untold.as('migrate')).query('SELECT FROM merchants')).toEqual([]);
    } finally {
      refusing.close();
      await untold.drop();
    }
  });

  it('leaves nothing waiting that a worker would send to an address that does not exist', async () => {
    expect(await count(`outbox_events WHERE state = 'waiting'`)).toBe(0);
    expect(await count(`webhook_deliveries WHERE state = 'waiting'`)).toBe(0);
  });
});

describe('SEED_WEBHOOK_URL', () => {
  const read = (text?: string) => seedSettings.shape.SEED_WEBHOOK_URL.safeParse(text);

  it.each([
    [undefined, undefined],
    ['http://merchant-simulator:8091/hooks', 'http://merchant-simulator:8091/hooks'],
    ['https://hooks.example/', 'https://hooks.example'],
  ])('reads %j', (text, url) => {
    expect(read(text)).toEqual({ success: true, data: url });
  });

  it.each(['hooks', 'ftp://hooks.example', 'http://a@b/hooks', 'http://a/?b', 'http://a/#b'])('refuses %j', text => {
    expect(read(text).success).toBe(false);
  });
});
