import { AcquirerClient } from '@payments/core/acquirer';
import { finishRefund } from '@payments/core/charges';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Harness } from '../testing/harness.fixture.ts';
import { RefundsRepository } from './RefundsRepository.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start()));
afterAll(() => api.stop());

const refund = (payment: { id: string }, body = {}, call = {}) =>
  api.post('/v1/refunds', { payment: payment.id, ...body }, call);
const refunded = async ({ id }: { id: string }) => (await api.get(`/v1/payments/${id}`)).body.amount_refunded;

describe('a refund', () => {
  it('gives back a part, then the rest', async () => {
    const payment = await api.pay({ amount: 1000 });
    const part = await refund(payment, {
      amount: 400,
      reason: 'requested_by_customer',
      merchant_reference: 'return-1',
    });
    expect(part).toMatchObject({ status: 201, body: { status: 'succeeded', amount: 400, payment: payment.id } });
    expect(await api.get(`/v1/refunds/${part.body.id}`)).toMatchObject({ status: 200, body: part.body });
    expect(await refund(payment)).toMatchObject({ status: 201, body: { amount: 600 } });
    expect(await refund(payment)).toMatchObject({ status: 409, body: { error: { code: 'payment_fully_refunded' } } });
    expect(await refunded(payment)).toBe(1000);
  });

  it('of a captured authorisation names the authorisation', async () => {
    const payment = await api.pay({ capture_method: 'manual' });
    await api.post(`/v1/payments/${payment.id}/capture`, { amount: 500 });
    expect(await refund(payment, { amount: 501 })).toMatchObject({ status: 409, body: { error: { param: 'amount' } } });
    expect(await refund(payment, { amount: 500 })).toMatchObject({ status: 201, body: { status: 'succeeded' } });
  });

  it('says how much is left when it is too much', async () => {
    const payment = await api.pay({ amount: 450 });
    const { body } = await refund(payment, { amount: 451 });
    expect(body.error).toMatchObject({
      code: 'amount_too_large',
      param: 'amount',
      message: 'The amount is larger than what is left to refund (450).',
    });
  });

  it.each([
    ['a payment that is not captured', { confirm: false }, 409],
    ['a payment that waits for the customer', { payment_method: 'tok_action' }, 409],
  ])('is refused for %s', async (_, overrides, status) => {
    expect(await refund(await api.pay(overrides))).toMatchObject({ status });
  });

  it('is refused for a payment that is not there, and twice with one reference', async () => {
    expect(await refund({ id: 'pay_00000000000000000000000000000000' })).toMatchObject({ status: 404 });
    const payment = await api.pay();
    await refund(payment, { amount: 1, merchant_reference: 'twice' });
    expect(await refund(payment, { amount: 1, merchant_reference: 'twice' })).toMatchObject({
      status: 409,
      body: { error: { code: 'merchant_reference_taken' } },
    });
  });

  it('never exceeds what was captured, however many race over two processes', async () => {
    const payment = await api.pay({ amount: 1000 });
    const apps = [api.app, await api.startApp()];
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) => refund(payment, { amount: 130 }, { app: apps[index % 2] })),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(7);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(23);
    expect(await refunded(payment)).toBe(910);
  });

  it('is given once for one key', async () => {
    const payment = await api.pay({ amount: 1000 });
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => refund(payment, { amount: 10 }, { key: 'one' })),
    );
    const made = replies.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    expect(replies.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(await refunded(payment)).toBe(10);
  });

  it('is listed, of one payment or of all', async () => {
    const payment = await api.pay();
    const ids: string[] = [];
    for (const amount of [1, 2, 3]) ids.unshift((await refund(payment, { amount })).body.id);
    const list = await api.get(`/v1/refunds?payment=${payment.id}&limit=2`);
    expect(list.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    const rest = await api.get(`/v1/refunds?payment=${payment.id}&starting_after=${ids[1]}`);
    expect(rest.body).toMatchObject({ data: [{ id: ids[2] }], has_more: false });
    expect((await api.get('/v1/refunds?limit=100')).body.data.length).toBeGreaterThan(3);
  });
});

describe('an acquirer that does not answer', () => {
  afterEach(async () => {
    vi.restoreAllMocks();
    await api.acquirer.setFaults({});
  });

  it('leaves a refund pending, with its amount reserved, until the worker knows', async () => {
    const payment = await api.pay({ amount: 100 });
    await api.acquirer.setFaults({ hangAfter: 1 });
    const unknown = await refund(payment, { amount: 60 });
    expect(unknown).toMatchObject({ status: 201, body: { status: 'pending' } });
    await api.acquirer.setFaults({});
    expect(await refund(payment, { amount: 60 })).toMatchObject({ status: 409 });
    const [row] = await api.sql.query<{ id: string }>(`SELECT id FROM refunds WHERE status = 'pending'`);
    const result = await new AcquirerClient({ url: api.acquirer.url, timeoutMs: 1_000 }).inquire(row?.id ?? '');
    if (result.outcome !== 'approved') throw new Error(`The acquirer says ${result.outcome}.`);
    await finishRefund(api.sql, row?.id ?? '', result, { actor: 'system:spec' });
    expect(await api.get(`/v1/refunds/${unknown.body.id}`)).toMatchObject({ body: { status: 'succeeded' } });
  });

  it('gives the amount free again when it declines', async () => {
    const payment = await api.pay({ amount: 100 });
    await api.acquirer.setFaults({ decline: 1 });
    expect(await refund(payment)).toMatchObject({ status: 201, body: { status: 'failed' } });
    expect(await refunded(payment)).toBe(0);
  });

  it('is asked what became of a refund whose process died', async () => {
    const payment = await api.pay({ amount: 100 });
    const repository = api.app.get(RefundsRepository);
    vi.spyOn(repository, 'order').mockRejectedValueOnce(new Error('the process died'));
    expect(await refund(payment, {}, { key: 'crash' })).toMatchObject({ status: 500 });
    expect(await refund(payment, {}, { key: 'crash' })).toMatchObject({ status: 409 });
    await api.sql.query(`UPDATE idempotency_keys SET locked_at = now() - interval '1 minute' WHERE state = 'running'`);
    expect(await refund(payment, {}, { key: 'crash' })).toMatchObject({ status: 201, body: { status: 'succeeded' } });
    expect((await api.acquirer.log()).filter(({ kind, amount }) => kind === 'refund' && amount === 100)).toHaveLength(
      2,
    );
  });
});
