import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDatabase } from '@payments/testing/database';
import type { AcquirerLogEntry } from '../acquirer/index.ts';
import { makeApiKey } from '../api-keys/index.ts';
import type { Queryable } from '../database/queryable.ts';
import { newUuid, publicId } from '../identifiers/index.ts';
import { seedDatabase, SEEDED_MERCHANTS } from '../seed/index.ts';
import { checkAll } from './checkAll.ts';
import type { RecordedAnswer, Witnesses } from './witnesses.ts';

const merchantId = SEEDED_MERCHANTS[0]?.id ?? '';
const succeeded = `(SELECT id FROM payments WHERE status = 'succeeded' AND amount_refunded = 0 ORDER BY id LIMIT 1)`;

let seeded: TestDatabase;

beforeAll(async () => {
  seeded = await TestDatabase.create();
  await seedDatabase(await seeded.source('migrate'), {
    seed: 'checker',
    payments: 120,
    until: new Date('2026-11-24T10:00:00Z'),
    secrets: { apiKeyPepper: Buffer.alloc(32, 1), sealingKey: Buffer.alloc(32, 2) },
  });
  await seeded.disconnect();
});
afterAll(() => seeded.drop());

/** Checks a copy of the seeded database in which something was broken. */
async function checkAfter(sql: string, witnesses: Witnesses = {}): Promise<string[]> {
  const copy = await TestDatabase.create(seeded.name);
  try {
    if (sql) await copy.plant(sql);
    const database: Queryable = await copy.as('migrate');
    const violations = await checkAll(database, { graceSeconds: 0, ...witnesses });
    return [...new Set(violations.map(({ invariant, rule }) => `${invariant} ${rule}`))];
  } finally {
    await copy.drop();
  }
}

describe('the checker', () => {
  it('finds nothing wrong with the seeded database', async () => expect(await checkAfter('')).toEqual([]));

  it.each([
    [
      'I1 entry_of_one_currency',
      'a ledger row on an account of another currency',
      `UPDATE ledger_entries SET debit_account = (SELECT id FROM ledger_accounts WHERE currency = 'JPY' LIMIT 1)
        WHERE kind = 'fee' AND currency <> 'JPY'`,
    ],
    [
      'I1 currency_sums_to_zero',
      'a ledger row whose account is gone',
      `DELETE FROM ledger_accounts WHERE kind = 'platform_fees' AND currency = 'EUR'`,
    ],
    [
      'I2 payment_has_one_capture_journal',
      'a capture that was not booked',
      `DELETE FROM ledger_entries WHERE kind = 'capture' AND payment_id = ${succeeded}`,
    ],
    ['I2 refund_has_one_journal', 'a refund that was not booked', `DELETE FROM ledger_entries WHERE kind = 'refund'`],
    [
      'I2 payment_has_one_approved_charge',
      'two approved charges',
      `DROP INDEX charge_attempts_one_charge;
       INSERT INTO charge_attempts (id, payment_id, kind, amount, currency, payment_method, state, acquirer_reference, finished_at)
         SELECT gen_random_uuid(), payment_id, kind, amount, currency, payment_method, state, 'acq_2', now() FROM charge_attempts
         WHERE kind = 'charge' AND state = 'approved'`,
    ],
    [
      'I3 key_gets_an_answer',
      'a key that never got its answer',
      `INSERT INTO idempotency_keys (merchant_id, live, key, request_hash, state, locked_at)
        VALUES ('${merchantId}', false, 'k', sha256(''), 'running', now() - interval '1 hour')`,
    ],
    [
      'I4 refunds_within_captured',
      'a refund that the payment does not know of',
      `INSERT INTO refunds (id, payment_id, merchant_id, live, status, amount, currency, next_inquiry_at)
        SELECT gen_random_uuid(), id, merchant_id, live, 'pending', amount + 1, currency, now() FROM payments WHERE id = ${succeeded}`,
    ],
    [
      'I5 payment_is_announced',
      'a lost event',
      `DELETE FROM outbox_events WHERE type = 'payment.succeeded' AND payment_id = ${succeeded}`,
    ],
    [
      'I5 event_is_dispatched',
      'an event that nobody dispatched',
      `UPDATE outbox_events SET state = 'waiting', closed_at = NULL, next_attempt_at = now() - interval '1 hour'
        WHERE id = (SELECT max(id::text)::uuid FROM outbox_events)`,
    ],
    [
      'I5 event_has_a_delivery_for_each_endpoint',
      'an endpoint that was forgotten',
      `DELETE FROM webhook_deliveries WHERE id = (SELECT max(id::text)::uuid FROM webhook_deliveries)`,
    ],
    [
      'I5 delivery_is_made',
      'a delivery that nobody makes',
      `UPDATE webhook_deliveries SET state = 'waiting', closed_at = NULL, next_attempt_at = now() - interval '1 hour'
        WHERE id = (SELECT max(id::text)::uuid FROM webhook_deliveries)`,
    ],
    [
      'I5 delivered_means_received',
      'a delivery called delivered after a 500',
      `UPDATE webhook_delivery_attempts SET http_status = 500
        WHERE delivery_id = (SELECT max(id::text)::uuid FROM webhook_deliveries WHERE state = 'delivered')`,
    ],
    [
      'I6 move_is_legal',
      'a move that skips the acquirer',
      `UPDATE payment_events SET from_status = 'requires_confirmation' WHERE to_status = 'succeeded' AND payment_id = ${succeeded}`,
    ],
    [
      'I6 timeline_ends_where_the_payment_is',
      'a payment that left its final status',
      `UPDATE payments SET status = 'requires_payment_method' WHERE id =
        (SELECT id FROM payments WHERE status = 'canceled' ORDER BY id LIMIT 1)`,
    ],
    [
      'I7 answered_subject_exists',
      'an acknowledged payment that is gone',
      `INSERT INTO idempotency_keys (merchant_id, live, key, request_hash, state, subject_id, response_status, response_body)
        VALUES ('${merchantId}', false, 'k', sha256(''), 'finished', '${newUuid()}', 201, '{}')`,
    ],
    [
      'I8 batch_equals_its_payments',
      'a batch that counts a cent too much',
      `UPDATE settlement_batches SET captured = captured + 1, fees = fees + 1`,
    ],
    [
      'I8 batch_equals_its_journal',
      'a batch that was not booked',
      `DELETE FROM ledger_entries WHERE kind = 'settlement'`,
    ],
    [
      'I8 pending_balance_equals_unsettled',
      'a payment settled on paper only',
      `UPDATE payments SET settlement_batch_id = NULL WHERE id = ${succeeded}`,
    ],
    [
      'I9 no_card_number',
      'a card number in a description',
      `UPDATE payments SET description = 'card 4111 1111 1111 1111' WHERE id = ${succeeded}`,
    ],
    [
      'I9 no_secret',
      'an API key in a stored answer',
      `INSERT INTO idempotency_keys (merchant_id, live, key, request_hash, state, response_status, response_body)
        VALUES ('${merchantId}', false, 'k', sha256(''), 'finished', 201,
          '{"key":"${makeApiKey({ id: newUuid(), live: false }, Buffer.alloc(32)).key}"}')`,
    ],
    ['audit chain_is_whole', 'a changed audit row', `UPDATE audit_log SET actor = 'someone else' WHERE sequence = 1`],
    ['audit chain_is_whole', 'a removed audit row', `DELETE FROM audit_log WHERE sequence = 1`],
  ])('reports %s for %s', async (expected, _, sql) => expect(await checkAfter(sql)).toContain(expected));
});

describe('the checker with witnesses', () => {
  const charged = (overrides: Partial<AcquirerLogEntry> = {}): AcquirerLogEntry => ({
    sequence: 1,
    at: '',
    reference: newUuid(),
    kind: 'charge',
    payment: newUuid(),
    amount: 1000,
    currency: 'USD',
    outcome: 'approved',
    ...overrides,
  });
  const answer = (overrides: Partial<RecordedAnswer> = {}): RecordedAnswer => ({
    merchantId,
    live: false,
    key: 'k',
    status: 201,
    body: '{}',
    ...overrides,
  });
  const stored = `INSERT INTO idempotency_keys (merchant_id, live, key, request_hash, state, response_status, response_body)
    VALUES ('${merchantId}', false, 'k', sha256(''), 'finished', 201, '{}')`;
  const twice = newUuid();

  it.each<[string, string, string, Witnesses]>([
    [
      'I2 charged_at_most_once',
      'a double charge',
      '',
      { acquirerLog: [charged({ payment: twice }), charged({ payment: twice })] },
    ],
    ['I2 booked_as_the_acquirer_did', 'a charge that was never booked', '', { acquirerLog: [charged()] }],
    [
      'I3 answers_are_byte_equal',
      'a replay with other bytes',
      stored,
      { answers: [answer(), answer({ body: '{ }' })] },
    ],
    [
      'I3 answer_is_the_stored_one',
      'an answer that is not the stored one',
      stored,
      { answers: [answer({ status: 402 })] },
    ],
    ['I7 acknowledged_key_is_kept', 'an acknowledged request without a trace', '', { answers: [answer()] }],
    [
      'I7 acknowledged_subject_exists',
      'an acknowledged payment without a trace',
      stored,
      { answers: [answer({ body: JSON.stringify({ id: publicId('payment', newUuid()) }) })] },
    ],
    [
      'I9 no_card_number',
      'a card number in a log',
      '',
      { texts: [{ name: 'api.log', text: 'ok\npan=5500000000000004' }] },
    ],
  ])('reports %s for %s', async (expected, _, sql, witnesses) =>
    expect(await checkAfter(sql, witnesses)).toContain(expected),
  );

  it('is content with what fits', async () =>
    expect(await checkAfter(stored, { acquirerLog: [], answers: [answer()] })).toEqual([]));
});
