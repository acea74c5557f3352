import { finishCharge } from '@payments/core/charges';
import { makeMerchant } from '@payments/testing';
import type { FastifyRequest } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AbandonedKeys } from '../abandoned/AbandonedKeys.ts';
import { Charges } from '../charges/Charges.ts';
import { Harness, paymentOf, type Reply } from '../testing/harness.fixture.ts';
import { canonicalJson, idempotentRequest } from './IdempotentRequest.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start({ DATABASE_POOL_SIZE: '4' })));
afterAll(() => api.stop());

const pay = (key: string | null, overrides = {}, call = {}) =>
  api.post('/v1/payments', paymentOf(overrides), { key, ...call });

/** What the acquirer says it charged for a payment with this reference of the merchant. */
async function chargesOf(reference: string): Promise<number> {
  const [row] = await api.sql.query<{ id: string }>('SELECT id FROM payments WHERE merchant_reference = $1', [
    reference,
  ]);
  const log = await api.acquirer.log();
  return log.filter(entry => entry.payment === row?.id && entry.outcome === 'approved').length;
}

describe('an Idempotency-Key', () => {
  it.each([
    ['is needed', null, 'idempotency_key_missing'],
    ['is not longer than 255 characters', 'k'.repeat(256), 'idempotency_key_too_long'],
    ['is not a card number', '4111111111111111', 'card_number_refused'],
  ])('%s', async (_, key, code) => {
    expect(await pay(key)).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('gets the same bytes again, and says that it does', async () => {
    const first = await pay('replay', { metadata: { z: '1', a: 'ü' } });
    const again = await pay('replay', { metadata: { a: 'ü', z: '1' } });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again).toMatchObject({ status: 201, text: first.text, headers: { 'idempotent-replayed': 'true' } });
  });

  it('keeps a decline', async () => {
    const first = await pay('declined', { payment_method: 'tok_decline_expired_card' });
    const again = await pay('declined', { payment_method: 'tok_decline_expired_card' });
    expect(again).toMatchObject({ status: 402, text: first.text });
  });

  it('is refused for another body, and for another address', async () => {
    await pay('once');
    expect(await pay('once', { amount: 1 })).toMatchObject({
      status: 422,
      body: { error: { type: 'idempotency_error', code: 'idempotency_key_reused' } },
    });
    expect(await api.post('/v1/payments/pay_1/cancel', paymentOf(), { key: 'once' })).toMatchObject({ status: 400 });
    expect(await api.post('/v1/payments/pay_1/cancel', {}, { key: 'once' })).toMatchObject({ status: 422 });
  });

  it('is free again after a request that failed validation or found nothing', async () => {
    expect(await pay('second-try', { amount: 0 })).toMatchObject({ status: 400 });
    expect(await api.post('/v1/payments/pay_1/cancel', {}, { key: 'second-try' })).toMatchObject({ status: 404 });
    expect(await pay('second-try')).toMatchObject({ status: 201 });
  });

  it('belongs to one merchant and mode', async () => {
    const first = await pay('shared');
    const live = await pay('shared', {}, { as: await api.makeKey({ live: true }) });
    const other = await pay('shared', {}, { as: await api.makeKey({ merchantId: await makeMerchant(api.sql) }) });
    expect(new Set([first, live, other].map(({ body }) => body.id)).size).toBe(3);
  });

  it('runs anew after 30 days', async () => {
    const first = await pay('old', { confirm: false });
    const [row] = await api.sql.query<{ days: number }>(
      `SELECT extract(day FROM expires_at - created_at)::integer AS days FROM idempotency_keys WHERE key = 'old'`,
    );
    expect(row?.days).toBe(30);
    await api.database.plant(`UPDATE idempotency_keys SET expires_at = now() - interval '1 second' WHERE key = 'old'`);
    const again = await pay('old', { confirm: false, amount: 2 });
    expect(again).toMatchObject({ status: 201, body: { amount: 2 } });
    expect(again.body.id).not.toBe(first.body.id);
    // The first answer is no longer the key's.
    api.answers.splice(0, api.answers.length, ...api.answers.filter(({ body }) => body !== first.text));
  });
});

describe('canonicalJson', () => {
  it('does not care for the order of keys, at any depth, but for that of lists', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}');
  });
});

describe('many at once', () => {
  it.each([
    ['confirmed', { merchant_reference: 'storm-1' }, 1],
    ['slow', { merchant_reference: 'storm-2', payment_method: 'tok_slow_300' }, 1],
    ['unconfirmed', { merchant_reference: 'storm-3', confirm: false }, 0],
  ])('does a %s payment once, over two processes, and keeps its pool', async (name, overrides, charges) => {
    const second = await api.startApp({ DATABASE_POOL_SIZE: '4' });
    const apps = [api.app, second];
    // A crowded machine may say 503, come back: clients do, with the same key.
    const ask = async (index: number): Promise<Reply> => {
      const reply = await pay(`storm-${name}`, overrides, { app: apps[index % 2] });
      return reply.status === 503 ? ask(index) : reply;
    };
    const replies = await Promise.all(Array.from({ length: 200 }, (_, index) => ask(index)));
    const made = replies.filter(({ status }) => status === 201);
    const busy = replies.filter(({ status }) => status === 409);
    expect(made.length).toBeGreaterThan(0);
    expect(made.length + busy.length).toBe(200);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    expect(made.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
    for (const reply of busy)
      expect(reply).toMatchObject({
        body: { error: { code: 'idempotency_key_in_use' } },
        headers: { 'retry-after': '1' },
      });
    expect(await chargesOf(overrides.merchant_reference)).toBe(charges);
    for (const app of apps) expect(await api.get('/v1/payments', { app })).toMatchObject({ status: 200 });
  });
});

describe('a first request that has not committed', () => {
  it('makes duplicates wait nowhere: they are told to ask again, and connections stay free', async () => {
    const asked = {
      caller: { ...api.key, keyId: api.key.id, actor: 'spec', scopes: [] },
      method: 'POST',
      url: '/v1/payments',
    };
    const request = { ...asked, headers: { 'idempotency-key': 'open' }, body: paymentOf(), id: 'req_spec' };
    const { lock, hash } = idempotentRequest(request as unknown as FastifyRequest);
    const first = (await api.database.source('app')).createQueryRunner();
    await first.startTransaction();
    await first.query('SELECT pg_advisory_xact_lock($1::bigint)', [lock]);
    await first.query(
      `INSERT INTO idempotency_keys (merchant_id, live, key, request_hash, state, locked_at)
       VALUES ($1, false, 'open', $2, 'running', now())`,
      [api.merchantId, hash],
    );
    const replies = await Promise.all(Array.from({ length: 20 }, () => pay('open')));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([409]));
    expect(await api.get('/v1/payments')).toMatchObject({ status: 200 });
    await first.rollbackTransaction();
    await first.release();
    expect(await pay('open')).toMatchObject({ status: 201 });
  });
});

describe('a process that dies around the charge', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Lets a request end as a crash would: after the first transaction, before the second. */
  async function crash(key: string, reference: string, isCharged: boolean): Promise<Reply> {
    const charges = api.app.get(Charges);
    const ask = charges.ask.bind(charges);
    const spy = vi.spyOn(charges, 'ask').mockImplementation(async (attempt, isResumed) => {
      if (isCharged) await ask(attempt, isResumed);
      throw new Error('the process died');
    });
    const crashed = await pay(key, { merchant_reference: reference });
    spy.mockRestore();
    expect(crashed).toMatchObject({ status: 500, body: { error: { type: 'api_error', code: 'internal_error' } } });
    expect(crashed.text).not.toContain('died');
    return crashed;
  }

  const later = () =>
    api.sql.query(`UPDATE idempotency_keys SET locked_at = now() - interval '1 minute' WHERE state = 'running'`);

  it.each([
    ['after it was charged', true],
    ['before it was charged', false],
  ])('%s: a retry carries on and there is one charge', async (name, isCharged) => {
    await crash(name, name, isCharged);
    expect(await pay(name, { merchant_reference: name })).toMatchObject({
      status: 409,
      headers: { 'retry-after': '1' },
    });
    await later();
    const retries = await Promise.all(Array.from({ length: 10 }, () => pay(name, { merchant_reference: name })));
    const resumed = retries.find(({ status }) => status === 201);
    expect(resumed).toMatchObject({ body: { status: 'succeeded', merchant_reference: name } });
    expect(await chargesOf(name)).toBe(1);
    expect(await pay(name, { merchant_reference: name })).toMatchObject({ status: 201, text: resumed?.text });
  });

  it('gives what the settlement worker booked meanwhile', async () => {
    await crash('worker', 'worker', true);
    const [attempt] = await api.sql.query<{ id: string }>(`SELECT id FROM charge_attempts WHERE state = 'pending'`);
    const result = { outcome: 'approved', acquirerReference: 'acq_spec' } as const;
    await finishCharge(api.sql, attempt?.id ?? '', result, { actor: 'system:spec' });
    await later();
    expect(await pay('worker', { merchant_reference: 'worker' })).toMatchObject({
      status: 201,
      body: { status: 'succeeded' },
    });
    expect(await chargesOf('worker')).toBe(1);
  });

  it('is answered for once the outcome is known, though the caller never comes back', async () => {
    await crash('left', 'left', true);
    await later();
    const keys = api.app.get(AbandonedKeys);
    expect(await keys.finish()).toBe(0);
    await api.sql.query(`UPDATE charge_attempts SET state = 'unknown' WHERE state = 'pending'`);
    expect(await keys.finish()).toBe(1);
    const [stored] = await api.sql.query(`SELECT state, response_status FROM idempotency_keys WHERE key = 'left'`);
    expect(stored).toEqual({ state: 'finished', response_status: 201 });
    expect(await pay('left', { merchant_reference: 'left' })).toMatchObject({
      status: 201,
      body: { status: 'processing' },
    });
    const [attempt] = await api.sql.query<{ id: string }>(`SELECT id FROM charge_attempts WHERE state = 'unknown'`);
    const result = { outcome: 'approved', acquirerReference: 'acq_spec' } as const;
    await finishCharge(api.sql, attempt?.id ?? '', result, { actor: 'system:spec' });
  });

  it('resumes a capture', async () => {
    const held = await api.pay({ capture_method: 'manual' });
    const charges = api.app.get(Charges);
    vi.spyOn(charges, 'ask').mockRejectedValueOnce(new Error('the process died'));
    const capture = () => api.post(`/v1/payments/${held.id}/capture`, { amount: 1000 }, { key: 'capture' });
    expect(await capture()).toMatchObject({ status: 500 });
    await later();
    expect(await capture()).toMatchObject({ status: 200, body: { status: 'succeeded', amount_captured: 1000 } });
  });
});
