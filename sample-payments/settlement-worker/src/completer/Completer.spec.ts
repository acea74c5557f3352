import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AcquirerProcess, insert, makeMerchant, makePayment, makeRefund } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import { AcquirerClient, type ChargeRequest } from '@payments/core/acquirer';
import { finishCharge } from '@payments/core/charges';
import { checkAll } from '@payments/core/checker';
import { inTransaction, type Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { writeEvent } from '@payments/core/outbox';
import { transitionPayment } from '@payments/core/payments';
import { Completer } from './Completer.ts';

let database: TestDatabase;
let app: Queryable;
let merchantId: string;
let acquirer: AcquirerProcess;
let client: AcquirerClient;
let completer: Completer;
const errors: unknown[] = [];

beforeAll(async () => {
  [database, acquirer] = await Promise.all([TestDatabase.create(), AcquirerProcess.start()]);
  app = await database.as('app');
  merchantId = await makeMerchant(app);
  client = new AcquirerClient({ url: acquirer.url, timeoutMs: 300 });
  completer = await makeCompleter();
});
afterAll(async () => {
  await acquirer.dispose();
  await database.drop();
});

async function makeCompleter(): Promise<Completer> {
  const dataSource = await database.source('app');
  return new Completer({ dataSource, acquirer: client, onAnswer: () => {}, onError: error => errors.push(error) });
}

/** A payment whose charge was begun by a process that never learned the answer. */
async function openCharge(token = 'tok_test', kind = 'charge'): Promise<ChargeRequest> {
  const captureMethod = kind === 'charge' ? 'automatic' : 'manual';
  const overrides = { status: 'processing', payment_method: token, capture_method: captureMethod };
  const payment = await makePayment(app, merchantId, overrides);
  await writeEvent(app, { type: 'payment.created', paymentId: payment });
  const reference = await openAttempt(payment, kind, token);
  return { reference, payment, token, capture: kind === 'charge', amount: 1000n, currency: 'USD' };
}

function openAttempt(paymentId: string, kind: string, token = 'tok_test', amount = 1000): Promise<string> {
  return insert(app, 'charge_attempts', {
    id: newUuid(),
    payment_id: paymentId,
    kind,
    amount,
    currency: 'USD',
    payment_method: token,
    next_inquiry_at: new Date(),
  });
}

/** Lets the back-off of an operation pass. */
const makeDue = (id: string) =>
  app.query(
    `WITH a AS (UPDATE charge_attempts SET next_inquiry_at = now() WHERE id = $1 AND next_inquiry_at IS NOT NULL),
     r AS (UPDATE refunds SET next_inquiry_at = now() WHERE id = $1 AND next_inquiry_at IS NOT NULL) SELECT 1`,
    [id],
  );

const statusOf = async (id: string) => {
  const [row] = await app.query<{ status: string }>('SELECT status FROM payments WHERE id = $1', [id]);
  return row?.status;
};

const eventsOf = async (id: string) => {
  const rows = await app.query<{ type: string }>('SELECT type FROM outbox_events WHERE payment_id = $1 ORDER BY id', [
    id,
  ]);
  return rows.map(({ type }) => type);
};

const entriesOf = async (reference: string) =>
  (await acquirer.log()).filter(entry => entry.reference === reference).map(({ outcome }) => outcome);

describe('a charge whose answer is not known', () => {
  it('that was made before the timeout succeeds, and is made once', async () => {
    const charge = await openCharge('tok_hang_after');
    expect(await client.charge(charge)).toEqual({ outcome: 'unknown', reason: 'timeout' });
    await completer.complete();
    expect(await statusOf(charge.payment)).toBe('succeeded');
    expect(await eventsOf(charge.payment)).toEqual(['payment.created', 'payment.succeeded']);
    expect(await entriesOf(charge.reference)).toEqual(['approved']);
  });

  it('that never reached the acquirer is sent again under its own reference', async () => {
    const charge = await openCharge();
    await completer.complete();
    expect(await statusOf(charge.payment)).toBe('succeeded');
    expect(await entriesOf(charge.reference)).toEqual(['approved']);
  });

  it('that is declined asks for another payment method', async () => {
    const charge = await openCharge('tok_decline_insufficient_funds');
    await completer.complete();
    expect(await statusOf(charge.payment)).toBe('requires_payment_method');
    expect(await eventsOf(charge.payment)).toEqual(['payment.created', 'payment.declined']);
  });

  it('stays open while the acquirer does not answer, and is asked less and less often', async () => {
    const charge = await openCharge();
    await acquirer.kill();
    await completer.complete();
    await makeDue(charge.reference);
    await completer.complete();
    const [attempt] = await app.query(
      `SELECT state, inquiries, next_inquiry_at > now() + interval '20 s' AS later FROM charge_attempts WHERE id = $1`,
      [charge.reference],
    );
    expect(attempt).toEqual({ state: 'unknown', inquiries: 2, later: true });
    await acquirer.restart();
    await makeDue(charge.reference);
    await completer.complete();
    expect(await statusOf(charge.payment)).toBe('succeeded');
  });

  it('is booked once by two completers and an API that all learn the answer', async () => {
    const charge = await openCharge();
    const result = await client.charge(charge);
    if (result.outcome !== 'approved') throw new Error('not approved');
    const source = await database.source('app');
    const other = await makeCompleter();
    await Promise.all([
      completer.complete(),
      other.complete(),
      inTransaction(source, each => finishCharge(each, charge.reference, result, { actor: 'system:spec' })),
    ]);
    expect(await statusOf(charge.payment)).toBe('succeeded');
    expect(await eventsOf(charge.payment)).toEqual(['payment.created', 'payment.succeeded']);
  });

  it('waits for its customer, and follows what they decide', async () => {
    const [approved, declined] = [await openCharge('tok_action'), await openCharge('tok_action')];
    await completer.complete();
    expect([await statusOf(approved.payment), await statusOf(declined.payment)]).toEqual([
      'requires_action',
      'requires_action',
    ]);
    await fetch(`${acquirer.url}/actions/${approved.reference}/approve`, { method: 'POST' });
    await fetch(`${acquirer.url}/actions/${declined.reference}/decline`, { method: 'POST' });
    await Promise.all([makeDue(approved.reference), makeDue(declined.reference)]);
    await completer.complete();
    expect(await statusOf(approved.payment)).toBe('succeeded');
    expect(await statusOf(declined.payment)).toBe('requires_payment_method');
  });
});

describe('what follows up a charge', () => {
  const held = async () => {
    const charge = await openCharge('tok_test', 'authorise');
    await completer.complete();
    expect(await statusOf(charge.payment)).toBe('requires_capture');
    return charge;
  };
  const processing = (id: string, from: 'requires_capture' | 'requires_action') =>
    transitionPayment(app, id, { from, to: 'processing', actor: 'system:spec' });

  it('captures a part of what was held', async () => {
    const { payment } = await held();
    await processing(payment, 'requires_capture');
    await openAttempt(payment, 'capture', 'tok_test', 600);
    await completer.complete();
    expect(await statusOf(payment)).toBe('succeeded');
    expect(await app.query('SELECT amount_captured AS sum FROM payments WHERE id = $1', [payment])).toEqual([
      { sum: '600' },
    ]);
  });

  it('voids what was held', async () => {
    const { payment } = await held();
    await processing(payment, 'requires_capture');
    await openAttempt(payment, 'void');
    await completer.complete();
    expect(await statusOf(payment)).toBe('canceled');
    expect(await eventsOf(payment)).toContain('payment.canceled');
  });

  it('voids a charge that waits for its customer, whose attempt ends with it', async () => {
    const charge = await openCharge('tok_action');
    await completer.complete();
    await processing(charge.payment, 'requires_action');
    await openAttempt(charge.payment, 'void');
    await completer.complete();
    expect(await statusOf(charge.payment)).toBe('canceled');
    await makeDue(charge.reference);
    await completer.complete();
    const [attempt] = await app.query('SELECT state, decline_code AS code FROM charge_attempts WHERE id = $1', [
      charge.reference,
    ]);
    expect(attempt).toEqual({ state: 'declined', code: 'voided' });
    expect(await statusOf(charge.payment)).toBe('canceled');
  });

  it('a void that comes after the customer approved leaves the payment succeeded', async () => {
    const charge = await openCharge('tok_action');
    await completer.complete();
    await fetch(`${acquirer.url}/actions/${charge.reference}/approve`, { method: 'POST' });
    await processing(charge.payment, 'requires_action');
    await openAttempt(charge.payment, 'void');
    await completer.complete();
    await makeDue(charge.reference);
    await completer.complete();
    expect(await statusOf(charge.payment)).toBe('succeeded');
  });

  it('refunds what was captured, under the refund’s own reference', async () => {
    const charge = await openCharge();
    await completer.complete();
    const refund = await makeRefund(app, { id: charge.payment, merchantId }, { amount: 300 });
    await app.query(
      `WITH moved AS (UPDATE payments SET version = version + 1 WHERE id = $1 RETURNING version), noted AS (
         INSERT INTO payment_events (payment_id, version, type, amount, actor)
         SELECT $1, version, 'refund_created', 300, 'system:spec' FROM moved) SELECT 1`,
      [charge.payment],
    );
    await writeEvent(app, { type: 'refund.created', paymentId: charge.payment, refundId: refund });
    await completer.complete();
    expect(await app.query('SELECT status FROM refunds WHERE id = $1', [refund])).toEqual([{ status: 'succeeded' }]);
    expect(await eventsOf(charge.payment)).toContain('refund.succeeded');
    expect(await entriesOf(refund)).toEqual(['approved']);
  });
});

it('leaves the books in order, as the acquirer’s own log witnesses', async () => {
  expect(errors).toEqual([]);
  const violations = await checkAll(app, { acquirerLog: await acquirer.log(), graceSeconds: 3_600 });
  expect(violations).toEqual([]);
});
