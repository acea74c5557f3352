import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insert, makeMerchant, makePayment, makeRefund } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import { newUuid } from '../identifiers/index.ts';
import { captureJournal, ledgerAccounts, writeJournal, type LedgerAccounts } from '../ledger/index.ts';
import { CHECK_VIOLATION, FOREIGN_KEY_VIOLATION, REFUSED_CHANGE, UNIQUE_VIOLATION } from './errorCodes.ts';
import type { Queryable } from './queryable.ts';

let database: TestDatabase;
let app: Queryable;
let merchantId: string;

beforeAll(async () => {
  database = await TestDatabase.create();
  app = await database.as('app');
  merchantId = await makeMerchant(app);
});
afterAll(() => database.drop());

const refuses = async (work: Promise<unknown>, code: string, constraint?: string) =>
  expect(work).rejects.toMatchObject({ driverError: { code, ...(constraint && { constraint }) } });

describe('the ledger', () => {
  let usd: LedgerAccounts;
  let eur: LedgerAccounts;
  let paymentId: string;
  const entry = (overrides: Record<string, unknown>) =>
    insert(app, 'ledger_entries', {
      journal_id: newUuid(),
      line: 1,
      kind: 'correction',
      amount: 1,
      currency: 'USD',
      debit_account: usd.platform_cash,
      credit_account: usd.platform_fees,
      ...overrides,
    });

  beforeAll(async () => {
    usd = await ledgerAccounts(app, merchantId, 'USD', false);
    eur = await ledgerAccounts(app, merchantId, 'EUR', false);
    paymentId = await makePayment(app, merchantId, { status: 'succeeded' });
    await writeJournal(app, usd, 'USD', captureJournal(1000n, 140), { paymentId });
  });

  it('opens the same accounts for everyone who asks at once', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => ledgerAccounts(app, merchantId, 'JPY', true)));
    expect(new Set(asked.map(accounts => JSON.stringify(Object.entries(accounts).sort()))).size).toBe(1);
  });

  it('refuses an amount of 0', () => refuses(entry({ amount: 0 }), CHECK_VIOLATION));
  it('refuses a negative amount', () => refuses(entry({ amount: -5 }), CHECK_VIOLATION));
  it('refuses a row with one account', () =>
    refuses(entry({ credit_account: usd.platform_cash }), CHECK_VIOLATION, 'ledger_entries_two_accounts'));
  it('refuses an account of another currency', () =>
    refuses(entry({ credit_account: eur.platform_fees }), FOREIGN_KEY_VIOLATION, 'ledger_entries_credit_currency'));
  it('refuses a currency that neither account has', () => refuses(entry({ currency: 'EUR' }), FOREIGN_KEY_VIOLATION));
  it('refuses an account that does not exist', () =>
    refuses(entry({ debit_account: '999999' }), FOREIGN_KEY_VIOLATION, 'ledger_entries_debit_currency'));
  it('refuses a second capture of a payment', () =>
    refuses(
      writeJournal(app, usd, 'USD', captureJournal(1n, 0), { paymentId }),
      UNIQUE_VIOLATION,
      'ledger_entries_once',
    ));

  it('is append-only, for its owner too', async () => {
    const owner = await database.as('migrate');
    await refuses(owner.query('UPDATE ledger_entries SET amount = amount + 1'), REFUSED_CHANGE);
    await refuses(owner.query('DELETE FROM ledger_entries'), REFUSED_CHANGE);
    await refuses(owner.query('TRUNCATE ledger_entries'), REFUSED_CHANGE);
  });
});

describe('payments', () => {
  it.each([
    ['an amount of 0', { amount: 0 }, CHECK_VIOLATION],
    ['an amount that JSON blurs', { amount: '9007199254740992' }, CHECK_VIOLATION],
    ['an unknown status', { status: 'paid' }, CHECK_VIOLATION],
    ['success without a capture', { status: 'succeeded', amount_captured: 0 }, CHECK_VIOLATION],
    ['capturing more than the amount', { status: 'succeeded', amount_captured: 1001 }, CHECK_VIOLATION],
    ['a card number as payment method', { payment_method: '4111111111111111' }, CHECK_VIOLATION],
    ['confirming without a payment method', { status: 'processing', payment_method: null }, CHECK_VIOLATION],
  ])('refuse %s', (_, overrides, code) => refuses(makePayment(app, merchantId, overrides), code));

  it('refuse a merchant reference that is taken, in the same mode', async () => {
    await makePayment(app, merchantId, { merchant_reference: 'order-1' });
    await refuses(
      makePayment(app, merchantId, { merchant_reference: 'order-1' }),
      UNIQUE_VIOLATION,
      'payments_merchant_reference',
    );
    await makePayment(app, merchantId, { merchant_reference: 'order-1', live: true });
  });

  it.each(['succeeded', 'canceled'])('stay %s', async status => {
    const id = await makePayment(app, merchantId, { status });
    await refuses(app.query(`UPDATE payments SET status = 'processing' WHERE id = $1`, [id]), REFUSED_CHANGE);
  });

  it('keep what was agreed and captured', async () => {
    const id = await makePayment(app, merchantId, { status: 'succeeded' });
    await refuses(app.query('UPDATE payments SET amount_captured = 999 WHERE id = $1', [id]), REFUSED_CHANGE);
    await refuses(app.query(`UPDATE payments SET currency = 'EUR' WHERE id = $1`, [id]), REFUSED_CHANGE);
  });

  it('allow one live charge: a second only after a decline', async () => {
    const payment_id = await makePayment(app, merchantId, { status: 'processing' });
    const attempt = (overrides: Record<string, unknown> = {}) =>
      insert(app, 'charge_attempts', {
        id: newUuid(),
        payment_id,
        kind: 'charge',
        amount: 1000,
        currency: 'USD',
        payment_method: 'tok_test',
        state: 'unknown',
        next_inquiry_at: new Date(),
        ...overrides,
      });
    const first = await attempt();
    await refuses(attempt(), UNIQUE_VIOLATION, 'charge_attempts_one_charge');
    await refuses(attempt({ kind: 'authorise' }), UNIQUE_VIOLATION, 'charge_attempts_one_charge');
    await app.query(
      `UPDATE charge_attempts SET state = 'declined', decline_code = 'x', next_inquiry_at = NULL, finished_at = now() WHERE id = $1`,
      [first],
    );
    await attempt();
  });
});

describe('refunds', () => {
  const succeeded = async () => ({ id: await makePayment(app, merchantId, { status: 'succeeded' }), merchantId });
  const refundedOf = async (id: string) =>
    (await app.query<{ amount: string }>('SELECT amount_refunded AS amount FROM payments WHERE id = $1', [id]))[0]
      ?.amount;

  it('reserve their amount, and give it back when they fail', async () => {
    const payment = await succeeded();
    const refund = await makeRefund(app, payment, { amount: 600 });
    expect(await refundedOf(payment.id)).toBe('600');
    await app.query(`UPDATE refunds SET status = 'failed', next_inquiry_at = NULL, finished_at = now() WHERE id = $1`, [
      refund,
    ]);
    expect(await refundedOf(payment.id)).toBe('0');
  });

  it('are refused beyond what was captured', async () => {
    const payment = await succeeded();
    await makeRefund(app, payment, { amount: 600 });
    await refuses(makeRefund(app, payment, { amount: 401 }), CHECK_VIOLATION, 'payments_refunded_within_captured');
    await makeRefund(app, payment, { amount: 400 });
  });

  it('racing for the same money win only as far as it goes', async () => {
    const payment = await succeeded();
    const raced = await Promise.allSettled(Array.from({ length: 10 }, () => makeRefund(app, payment, { amount: 300 })));
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await refundedOf(payment.id)).toBe('900');
  });

  it('are refused for a payment that was not captured', async () => {
    const id = await makePayment(app, merchantId, { status: 'requires_capture' });
    await refuses(makeRefund(app, { id, merchantId }), CHECK_VIOLATION);
  });

  it('are refused for another merchant’s payment', async () => {
    const stranger = await makeMerchant(app);
    await refuses(makeRefund(app, { ...(await succeeded()), merchantId: stranger }), CHECK_VIOLATION);
  });

  it('are refused in another currency', async () =>
    refuses(makeRefund(app, await succeeded(), { currency: 'EUR' }), FOREIGN_KEY_VIOLATION));

  it('with the same merchant reference are made once for a payment', async () => {
    const payment = await succeeded();
    await makeRefund(app, payment, { merchant_reference: 'r1' });
    await refuses(
      makeRefund(app, payment, { merchant_reference: 'r1' }),
      UNIQUE_VIOLATION,
      'refunds_merchant_reference',
    );
  });
});

describe('idempotency keys', () => {
  const key = (overrides: Record<string, unknown> = {}) =>
    insert(app, 'idempotency_keys', {
      merchant_id: merchantId,
      live: false,
      key: newUuid(),
      request_hash: Buffer.alloc(32),
      state: 'finished',
      response_status: 201,
      response_body: '{}',
      ...overrides,
    });

  it('keep their answer', async () => {
    await key({ key: 'k1' });
    await refuses(app.query(`UPDATE idempotency_keys SET response_body = '{ }' WHERE key = 'k1'`), REFUSED_CHANGE);
    await refuses(app.query(`DELETE FROM idempotency_keys WHERE key = 'k1'`), REFUSED_CHANGE);
  });

  it('can be pruned once expired', async () => {
    await key({ key: 'k2', expires_at: new Date(0) });
    await app.query(`DELETE FROM idempotency_keys WHERE key = 'k2'`);
    expect(await app.query(`SELECT FROM idempotency_keys WHERE key = 'k2'`)).toEqual([]);
  });

  it('are taken once for a merchant and mode', async () => {
    await key({ key: 'k3' });
    await key({ key: 'k3', live: true });
    await refuses(key({ key: 'k3' }), UNIQUE_VIOLATION);
  });

  it.each([
    ['finished without an answer', { response_body: null }],
    ['running with an answer', { state: 'running', locked_at: new Date() }],
    ['running without a lock', { state: 'running', response_status: null, response_body: null }],
  ])('are never %s', (_, overrides) => refuses(key(overrides), CHECK_VIOLATION, 'idempotency_keys_answered'));
});

describe('the audit log', () => {
  const note = (actor: string) =>
    app.query(`INSERT INTO audit_log (occurred_at, actor, action, subject) VALUES (now(), $1, 'api_key.roll', 'key')`, [
      actor,
    ]);

  it('numbers and chains rows written at once', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map(note));
    const rows = await app.query<{ sequence: string; hash: Buffer; previous_hash: Buffer }>(
      'SELECT sequence, hash, previous_hash FROM audit_log ORDER BY sequence',
    );
    expect(rows.map(row => row.sequence)).toEqual(['1', '2', '3', '4']);
    expect(rows.slice(1).every((row, index) => row.previous_hash.equals(rows[index]?.hash ?? Buffer.alloc(0)))).toBe(
      true,
    );
  });

  it('is append-only', async () => {
    const owner = await database.as('migrate');
    await refuses(owner.query(`UPDATE audit_log SET actor = 'x'`), REFUSED_CHANGE);
    await refuses(owner.query('DELETE FROM audit_log'), REFUSED_CHANGE);
  });
});
