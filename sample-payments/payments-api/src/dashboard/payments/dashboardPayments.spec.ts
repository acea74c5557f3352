import { ENDPOINTS, paymentDetailSchema, type DashboardRole } from '@payments/core/dashboard-contract';
import { makeMerchant } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../testing/Browser.fixture.ts';
import { Harness } from '../../testing/harness.fixture.ts';

const PATH = ENDPOINTS.listPayments.path;

let api: Harness;
let operator: Browser;
beforeAll(async () => {
  api = await Harness.start();
  operator = await Browser.of(api, 'operator');
});
afterAll(() => api.stop());

const idsOf = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id);

describe('the list of payments', () => {
  const payments: Record<string, { id: string; created_at: string }> = {};
  let refund: { id: string };

  beforeAll(async () => {
    payments.open = await api.pay({ confirm: false, amount: 700, description: 'Filter coffee, 1 kg' });
    payments.paid = await api.pay({ amount: 9_900, currency: 'EUR', merchant_reference: 'Order-77' });
    payments.held = await api.pay({ amount: 5_000, capture_method: 'manual' });
    await api.post('/v1/payments', {
      amount: 300,
      currency: 'USD',
      payment_method: 'tok_decline_insufficient_funds',
      confirm: true,
    });
    const [declined] = (await operator.get(`${PATH}?status=requires_payment_method`)).body.data;
    payments.declined = declined;
    refund = (await api.post('/v1/refunds', { payment: payments.paid?.id, amount: 900 })).body;
  });

  it.each([
    ['nothing', '', ['declined', 'held', 'paid', 'open']],
    ['one status', 'status=succeeded', ['paid']],
    ['several statuses', 'status=succeeded,requires_capture', ['held', 'paid']],
    ['a currency', 'currency=EUR', ['paid']],
    ['the least amount', 'amount_from=5000', ['held', 'paid']],
    ['the most amount', 'amount_to=700', ['declined', 'open']],
    ['amounts that are equal', 'amount_from=5000&amount_to=5000', ['held']],
    ['a part of a reference', 'q=ORDER-7', ['paid']],
    ['a part of a description', 'q=coffee', ['open']],
    ['text with a wildcard', 'q=%25%25', []],
    ['several at once', 'status=succeeded&currency=EUR&q=order', ['paid']],
    ['several that exclude each other', 'status=succeeded&currency=USD', []],
  ])('is narrowed by %s', async (_, query, expected) => {
    const { status, body } = await operator.get(`${PATH}?${query}`);
    expect(status).toBe(200);
    expect(idsOf(body)).toEqual(expected.map(name => payments[name]?.id));
  });

  it('is narrowed by the time of creation, from inclusive, to exclusive', async () => {
    const at = payments.held?.created_at;
    expect(idsOf((await operator.get(`${PATH}?created_from=${at}`)).body)).toEqual([
      payments.declined?.id,
      payments.held?.id,
    ]);
    expect(idsOf((await operator.get(`${PATH}?created_to=${at}`)).body)).toEqual([
      payments.paid?.id,
      payments.open?.id,
    ]);
  });

  it.each([
    ['the payment', () => payments.paid?.id],
    ['its refund', () => refund.id],
    ['a part of its refund', () => refund.id.slice(4, -2)],
  ])('finds a payment by the id of %s', async (_, idOf) => {
    expect(idsOf((await operator.get(`${PATH}?q=${idOf()}`)).body)).toEqual([payments.paid?.id]);
  });

  it('shows payments as the public API does', async () => {
    const own = await operator.get(`${PATH}?currency=EUR`);
    expect(own.body).toEqual((await api.get('/v1/payments/search?currency=EUR')).body);
  });

  it('is paged in both directions within a filter', async () => {
    const filter = 'amount_from=300&limit=2';
    const first = (await operator.get(`${PATH}?${filter}`)).body;
    expect(first.has_more).toBe(true);
    const second = (await operator.get(`${PATH}?${filter}&starting_after=${idsOf(first).at(-1)}`)).body;
    expect([...idsOf(first), ...idsOf(second)]).toEqual(
      ['declined', 'held', 'paid', 'open'].map(name => payments[name]?.id),
    );
    expect(second.has_more).toBe(false);
    const back = (await operator.get(`${PATH}?${filter}&ending_before=${idsOf(second)[0]}`)).body;
    expect(back).toEqual({ data: first.data, has_more: false });
  });

  it.each([
    ['status=paid', 'status'],
    ['status=', 'status'],
    ['status=succeeded,succeeded', 'status'],
    ['status=succeeded&status=canceled', 'status'],
    ['currency=eur', 'currency'],
    ['amount_from=-1', 'amount_from'],
    ['amount_from=1.5', 'amount_from'],
    ['created_from=yesterday', 'created_from'],
    ['q=x', 'q'],
    ['limit=101', 'limit'],
    ['starting_after=pay_x', 'starting_after'],
    [`starting_after=pay_${'0'.repeat(32)}&ending_before=pay_${'0'.repeat(32)}`, 'ending_before'],
    ['q=4111111111111111', 'q'],
  ])('refuses %s', async (query, param) => {
    const { status, body } = await operator.get(`${PATH}?${query}`);
    expect([status, body.error.param]).toEqual([400, param]);
  });
});

describe('a payment in detail', () => {
  it('tells what happened, who did it, and what was booked', async () => {
    const made = await operator.post(PATH, { amount: 10_000, currency: 'USD', capture_method: 'manual' });
    const { id } = made.body.payment;
    await api.post(`/v1/payments/${id}/confirm`, { payment_method: 'tok_visa' });
    await operator.post(`${PATH}/${id}/capture`, { amount: 8_000 });
    const refunded = await operator.post(`${PATH}/${id}/refunds`, { amount: 1_000, reason: 'duplicate' });
    const { status, body } = await operator.get(`${PATH}/${id}`);
    expect(status).toBe(200);
    expect(paymentDetailSchema.parse(body)).toEqual(body);
    expect(body.payment).toEqual((await api.get(`/v1/payments/${id}`)).body);
    expect(body.refunds).toEqual([refunded.body]);
    expect([body.refundable, body.operations]).toEqual([7_000, ['refund']]);

    const person = { kind: 'user', name: 'The operator' };
    const key = { kind: 'api_key', id: `key_${api.key.id.replaceAll('-', '')}`, name: 'spec' };
    expect(body.timeline).toMatchObject([
      { kind: 'step', type: 'created', to_status: 'requires_payment_method', actor: person },
      { kind: 'step', from_status: 'requires_payment_method', to_status: 'processing', actor: key },
      { kind: 'attempt', operation: 'authorise', state: 'approved', amount: 10_000 },
      { kind: 'step', from_status: 'processing', to_status: 'requires_capture', actor: key },
      { kind: 'step', from_status: 'requires_capture', to_status: 'processing', actor: person },
      { kind: 'attempt', operation: 'capture', state: 'approved', amount: 8_000 },
      { kind: 'step', from_status: 'processing', to_status: 'succeeded', amount: 8_000, actor: person },
      { kind: 'step', type: 'refund_created', amount: 1_000, actor: person },
      { kind: 'step', type: 'refund_succeeded', amount: 1_000, actor: person },
    ]);
    const moments = body.timeline.map(({ at }: { at: string }) => at);
    expect(moments).toEqual([...moments].sort());

    expect(body.ledger).toMatchObject([
      { line: 1, kind: 'capture', debit: 'acquirer_receivable', credit: 'merchant_pending', amount: 8_000 },
      { line: 2, kind: 'fee', debit: 'merchant_pending', credit: 'platform_fees', amount: 112 },
      { line: 1, kind: 'refund', debit: 'merchant_pending', credit: 'acquirer_receivable', amount: 1_000 },
    ]);
    expect(body.ledger[0].journal).toBe(body.ledger[1].journal);
    expect(body.ledger[2]).toMatchObject({ refund: refunded.body.id, currency: 'USD' });
  });

  it('names the acquirer’s refusal', async () => {
    const payment = await api.pay({ confirm: false });
    await api.post(`/v1/payments/${payment.id}/confirm`, { payment_method: 'tok_decline_expired_card' });
    const { body } = await operator.get(`${PATH}/${payment.id}`);
    expect(body.timeline).toContainEqual(
      expect.objectContaining({ kind: 'attempt', state: 'declined', decline_code: 'expired_card' }),
    );
    expect(body.ledger).toEqual([]);
  });

  it.each<[string, DashboardRole, Record<string, unknown>, string[]]>([
    ['not paid yet', 'operator', { confirm: false }, ['checkout', 'cancel']],
    ['held', 'operator', { capture_method: 'manual' }, ['capture', 'cancel']],
    ['waiting for the customer', 'operator', { payment_method: 'tok_action' }, ['cancel']],
    ['paid', 'operator', {}, ['refund']],
    ['paid', 'viewer', {}, []],
  ])('that is %s lets a person who is %s do %o', async (_, role, overrides, operations) => {
    const payment = await api.pay(overrides);
    const browser = role === 'operator' ? operator : await Browser.of(api, role);
    expect((await browser.get(`${PATH}/${payment.id}`)).body.operations).toEqual(operations);
    // Money that is held for no one would count as late.
    if (payment.status !== 'succeeded') await api.post(`/v1/payments/${payment.id}/cancel`);
  });

  it('offers no refund when all was refunded', async () => {
    const payment = await api.pay();
    await operator.post(`${PATH}/${payment.id}/refunds`);
    const { body } = await operator.get(`${PATH}/${payment.id}`);
    expect([body.refundable, body.operations]).toEqual([0, []]);
  });
});

describe('what people do with payments', () => {
  it('is done once for a key, and answered with the same bytes', async () => {
    const payment = await api.pay();
    const call = { key: 'refund-dialog-1' };
    const first = await operator.post(`${PATH}/${payment.id}/refunds`, { amount: 400 }, call);
    const again = await operator.post(`${PATH}/${payment.id}/refunds`, { amount: 400 }, call);
    expect(first).toMatchObject({ status: 201, body: { amount: 400, status: 'succeeded' } });
    expect([again.status, again.text, again.headers['idempotent-replayed']]).toEqual([201, first.text, 'true']);
    const other = await operator.post(`${PATH}/${payment.id}/refunds`, { amount: 500 }, call);
    expect(other).toMatchObject({ status: 422, body: { error: { code: 'idempotency_key_reused' } } });
    expect((await operator.get(`${PATH}/${payment.id}`)).body.refundable).toBe(650);
  });

  it('never refunds more than is left', async () => {
    const payment = await api.pay();
    const refused = await operator.post(`${PATH}/${payment.id}/refunds`, { amount: 1_051 });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'amount_too_large', param: 'amount' } } });
  });

  it('captures a part and cancels', async () => {
    const held = await api.pay({ capture_method: 'manual' });
    const captured = await operator.post(`${PATH}/${held.id}/capture`, { amount: 50 });
    expect(captured).toMatchObject({ status: 200, body: { status: 'succeeded', amount_captured: 50 } });
    const open = await api.pay({ confirm: false });
    const canceled = await operator.post(`${PATH}/${open.id}/cancel`, { reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });

  it('makes a payment with a link, whose secret is stored nowhere, and the same link for the same key', async () => {
    const body = { amount: 2_500, currency: 'KWD', description: 'Gift card' };
    const made = await operator.post(PATH, body, { key: 'new-payment-1' });
    expect(made).toMatchObject({ status: 201, body: { payment: { ...body, status: 'requires_payment_method' } } });
    const [, id, secret] =
      /^http:\/\/localhost:8080\/checkout\/(pay_\w+)#(cs_[\w-]{43})$/.exec(made.body.checkout_url) ?? [];
    expect(id).toBe(made.body.payment.id);
    const again = await operator.post(PATH, body, { key: 'new-payment-1' });
    expect([again.text, again.headers['idempotent-replayed']]).toEqual([made.text, 'true']);
    const link = await operator.get(`${PATH}/${id}/checkout-link`);
    expect(link).toMatchObject({ status: 200, body: { checkout_url: made.body.checkout_url } });
    const [stored] = await api.sql.query<{ answers: string }>(
      `SELECT string_agg(response_body, ' ') AS answers FROM idempotency_keys`,
    );
    expect(stored?.answers).toContain(id);
    expect(stored?.answers).not.toContain(secret);
    expect(api.logs.join('')).not.toContain(secret);
  });

  it('gives API keys the same link', async () => {
    const { payment, checkout_url: url } = (await operator.post(PATH, { amount: 1, currency: 'USD' })).body;
    const { status, body } = await api.get(`/v1/payments/${payment.id}/checkout-link`);
    expect([status, body.checkout_url, url.endsWith(`#${body.client_secret}`)]).toEqual([200, url, true]);
  });

  it('gives no link of what cannot be paid any more', async () => {
    const payment = await api.pay();
    const refused = { status: 409, body: { error: { code: 'payment_unexpected_status' } } };
    expect(await operator.get(`${PATH}/${payment.id}/checkout-link`)).toMatchObject(refused);
    expect(await api.get(`/v1/payments/${payment.id}/checkout-link`)).toMatchObject(refused);
  });

  it.each([
    ['a card number', { amount: 1, currency: 'USD', description: '4111 1111 1111 1111' }, 'card_number_refused'],
    [
      'a payment method, which shoppers choose',
      { amount: 1, currency: 'USD', payment_method: 'tok_a' },
      'parameter_unknown',
    ],
    ['a fraction', { amount: 1.5, currency: 'USD' }, 'parameter_invalid'],
    ['an unknown currency', { amount: 1, currency: 'XXX' }, 'currency_unknown'],
  ])('refuses a new payment with %s', async (_, body, code) => {
    expect(await operator.post(PATH, body)).toMatchObject({ status: 400, body: { error: { code } } });
  });
});

describe('another merchant', () => {
  it('finds nothing of this one', async () => {
    const payment = await api.pay({ capture_method: 'manual' });
    const stranger = await Browser.of(api, 'admin', { merchantId: await makeMerchant(api.sql) });
    const path = `${PATH}/${payment.id}`;
    expect((await stranger.get(PATH)).body).toEqual({ data: [], has_more: false });
    expect((await stranger.get(`${PATH}?q=${payment.id}`)).body.data).toEqual([]);
    expect((await stranger.get(`${PATH}/export`)).text).not.toContain('pay_');
    for (const name of ['', '/checkout-link']) expect(await stranger.get(path + name)).toMatchObject({ status: 404 });
    for (const name of ['/capture', '/cancel', '/refunds'])
      expect(await stranger.post(path + name)).toMatchObject({ status: 404 });
    await api.post(`/v1/payments/${payment.id}/cancel`);
  });
});
