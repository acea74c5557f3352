import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insert, makeMerchant, makePayment, makeRefund } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import { finishCharge, finishRefund } from '@payments/core/charges';
import { checkAll } from '@payments/core/checker';
import { inTransaction, type Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { writeEvent } from '@payments/core/outbox';
import { buildWorker, WORKER_DIST } from '../testing/buildWorker.fixture.ts';
import { settleDay } from './settleDay.ts';

let database: TestDatabase;
let app: Queryable;
let merchants: string[];

const run = promisify(execFile);
const DAY_MS = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

beforeAll(async () => {
  database = await TestDatabase.create();
  app = await database.as('app');
  merchants = [await makeMerchant(app), await makeMerchant(app, { fee_basis_points: 0 })];
});
afterAll(() => database.drop());

/** A succeeded payment, booked as the completer books it, at noon of a day. */
async function captured(merchantId: string, days: number, overrides: Record<string, unknown> = {}): Promise<string> {
  const currency = String(overrides.currency ?? 'USD');
  const id = await makePayment(app, merchantId, { status: 'processing', ...overrides });
  await writeEvent(app, { type: 'payment.created', paymentId: id });
  const attempt = { id: newUuid(), payment_id: id, kind: 'charge', amount: 1000, currency, payment_method: 'tok_test' };
  await insert(app, 'charge_attempts', { ...attempt, next_inquiry_at: new Date() });
  const result = { outcome: 'approved', acquirerReference: 'seed_spec' } as const;
  await inTransaction(await database.source('app'), each =>
    finishCharge(each, attempt.id, result, { actor: 'system:spec' }),
  );
  await app.query(`WITH aged AS (UPDATE payments SET captured_at = $2::date + time '12:00' WHERE id = $1) SELECT 1`, [
    id,
    dayBefore(days),
  ]);
  return id;
}

async function refunded(merchantId: string, paymentId: string, amount: number, days: number): Promise<void> {
  const id = await makeRefund(app, { id: paymentId, merchantId }, { amount });
  await app.query(
    `WITH moved AS (UPDATE payments SET version = version + 1 WHERE id = $1 RETURNING version), noted AS (
       INSERT INTO payment_events (payment_id, version, type, amount, actor)
       SELECT $1, version, 'refund_created', $2, 'system:spec' FROM moved) SELECT 1`,
    [paymentId, amount],
  );
  await writeEvent(app, { type: 'refund.created', paymentId, refundId: id });
  const result = { outcome: 'approved', acquirerReference: 'seed_spec' } as const;
  await inTransaction(await database.source('app'), each => finishRefund(each, id, result, { actor: 'system:spec' }));
  await app.query(`WITH aged AS (UPDATE refunds SET finished_at = $2::date + time '12:00' WHERE id = $1) SELECT 1`, [
    id,
    dayBefore(days),
  ]);
}

const batches = () =>
  app.query<Record<string, unknown>>(
    `SELECT currency, business_date::text AS day, captured, fees, refunded, net, payment_count AS payments, refund_count AS refunds
     FROM settlement_batches ORDER BY business_date, currency, captured DESC`,
  );

describe('settleDay', () => {
  it('makes one batch for each merchant and currency, also when two run at once and one again', async () => {
    const [first = '', second = ''] = merchants;
    const payment = await captured(first, 3);
    await captured(first, 2);
    await captured(first, 2, { currency: 'JPY' });
    await captured(second, 2);
    await captured(first, 0);
    await refunded(first, payment, 400, 2);
    const source = await database.source('app');
    const made = await Promise.all([settleDay(source, dayBefore(2)), settleDay(source, dayBefore(2))]);
    expect(made[0] + made[1]).toBe(3);
    expect(await settleDay(source, dayBefore(2))).toBe(0);
    const day = dayBefore(2);
    expect(await batches()).toEqual([
      { currency: 'JPY', day, captured: '1000', fees: '14', refunded: '0', net: '986', payments: 1, refunds: 0 },
      { currency: 'USD', day, captured: '2000', fees: '28', refunded: '400', net: '1572', payments: 2, refunds: 1 },
      { currency: 'USD', day, captured: '1000', fees: '0', refunded: '0', net: '1000', payments: 1, refunds: 0 },
    ]);
  });

  it('takes what a settled day missed into the next day, and books a negative net', async () => {
    const [, second = ''] = merchants;
    const late = await captured(second, 2);
    expect(await settleDay(await database.source('app'), dayBefore(2))).toBe(0);
    expect(await settleDay(await database.source('app'), dayBefore(1))).toBe(1);
    await refunded(second, late, 700, 1);
    const [last] = (await batches()).slice(-1);
    expect(last).toMatchObject({ day: dayBefore(1), captured: '1000', refunded: '0' });
  });

  it.each([
    ['today', dayBefore(0)],
    ['tomorrow', dayBefore(-1)],
    ['a day that is none', '2026-02-31x'],
    ['no date at all', 'yesterday'],
  ])('refuses %s', async (_, date) =>
    expect(settleDay(await database.source('app'), date)).rejects.toMatchObject({ name: 'BusinessDateError' }),
  );

  it('leaves the books in order', async () => {
    expect(await checkAll(app, { graceSeconds: 3_600 })).toEqual([]);
  });
});

describe('payments-settle', () => {
  beforeAll(buildWorker, 60_000);

  const settle = (...dates: string[]) =>
    run(process.execPath, [`${WORKER_DIST}/cli/settle.js`, ...dates], {
      env: { ...process.env, DATABASE_URL: database.url('payments_app') },
    });

  it('settles the given day, and says how many batches it made', async () => {
    await captured(await makeMerchant(app), 1);
    expect((await settle(dayBefore(1))).stderr).toBe(`${dayBefore(1)}: 1 batch made.\n`);
    expect((await settle(dayBefore(1))).stderr).toBe(`${dayBefore(1)}: 0 batches made.\n`);
  }, 60_000);

  it('says what is wrong with a day that is not over', async () => {
    await expect(settle(dayBefore(0))).rejects.toMatchObject({
      code: 1,
      stderr: `${dayBefore(0)} is not over yet (UTC).\n`,
    });
  }, 60_000);
});
