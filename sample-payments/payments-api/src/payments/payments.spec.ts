import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness, paymentOf } from '../testing/harness.fixture.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start()));
afterAll(() => api.stop());

describe('creating a payment', () => {
  it('waits for a payment method, then for a confirmation', async () => {
    const bare = await api.post('/v1/payments', { amount: 500, currency: 'JPY' });
    expect(bare).toMatchObject({ status: 201, body: { status: 'requires_payment_method', amount: 500, live: false } });
    const ready = await api.post('/v1/payments', { amount: 500, currency: 'JPY', payment_method: 'tok_visa' });
    expect(ready.body).toMatchObject({ status: 'requires_confirmation', payment_method: 'tok_visa' });
  });

  it('charges at once when asked to, and shows the same when read', async () => {
    const made = await api.post(
      '/v1/payments',
      paymentOf({ merchant_reference: 'order-1', description: 'Ten \\u0000moment "apples"', metadata: { order: '1' } }),
    );
    expect(made).toMatchObject({ status: 201, body: { status: 'succeeded', amount_captured: 1050 } });
    expect(made.headers['request-id']).toMatch(/^req_/);
    const read = await api.get(`/v1/payments/${made.body.id}`);
    expect(read).toMatchObject({ status: 200, body: made.body });
  });

  it('dates a payment by the database, the same in answer, event and row', async () => {
    const description = 'not a mark: "\\u0000moment"';
    const { body } = await api.post('/v1/payments', { amount: 1, currency: 'USD', description });
    const [row] = await api.sql.query<{ createdAt: Date; payload: string }>(
      `SELECT payment.created_at AS "createdAt", event.payload FROM payments payment
       JOIN outbox_events event ON event.payment_id = payment.id ORDER BY payment.id DESC LIMIT 1`,
    );
    expect(body.created_at).toBe(row?.createdAt.toISOString());
    expect(body.description).toBe(description);
    const event = JSON.parse(row?.payload ?? '{}');
    expect(event).toMatchObject({ type: 'payment.created', created_at: body.created_at, data: body });
  });

  it('answers 402 when the acquirer declines, and the payment can be tried again', async () => {
    const declined = await api.post(
      '/v1/payments',
      paymentOf({ payment_method: 'tok_decline_insufficient_funds', merchant_reference: 'order-2' }),
    );
    expect(declined).toMatchObject({
      status: 402,
      body: { error: { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' } },
    });
    const found = await api.get('/v1/payments/search?q=order-2');
    const [payment] = found.body.data;
    expect(payment).toMatchObject({
      status: 'requires_payment_method',
      last_error: { decline_code: 'insufficient_funds' },
    });
    const path = `/v1/payments/${payment.id}/confirm`;
    expect((await api.post(path)).body.error).toMatchObject({ code: 'parameter_missing', param: 'payment_method' });
    const paid = await api.post(path, { payment_method: 'tok_visa' });
    expect(paid).toMatchObject({ status: 200, body: { status: 'succeeded', payment_method: 'tok_visa' } });
    expect(paid.body.last_error).toBeUndefined();
  });

  it('says where the customer has to approve', async () => {
    const payment = await api.pay({ payment_method: 'tok_action' });
    expect(payment).toMatchObject({ status: 'requires_action' });
    expect(payment.next_action.redirect_url).toContain(api.acquirer.url);
  });

  it('refuses a merchant reference twice', async () => {
    await api.pay({ merchant_reference: 'order-3' });
    const again = await api.post('/v1/payments', paymentOf({ merchant_reference: 'order-3' }));
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'merchant_reference_taken' } } });
  });

  it.each([
    ['no amount', { currency: 'USD' }, 'parameter_missing', 'amount'],
    ['a fraction', { amount: 1.5, currency: 'USD' }, 'parameter_invalid', 'amount'],
    ['nothing', { amount: 0, currency: 'USD' }, 'parameter_invalid', 'amount'],
    ['an amount as text', { amount: '100', currency: 'USD' }, 'parameter_invalid', 'amount'],
    ['an unknown currency', { amount: 1, currency: 'XXQ' }, 'currency_unknown', 'currency'],
    ['an unknown field', { amount: 1, currency: 'USD', tip: 1 }, 'parameter_unknown', 'tip'],
    [
      'confirmation without method',
      { amount: 1, currency: 'USD', confirm: true },
      'parameter_missing',
      'payment_method',
    ],
    [
      'a card',
      { amount: 1, currency: 'USD', payment_method: '4111111111111111' },
      'card_number_refused',
      'payment_method',
    ],
    [
      'a card in metadata',
      { amount: 1, currency: 'USD', metadata: { note: 'card 4111 1111 1111 1111' } },
      'card_number_refused',
      'metadata.note',
    ],
    [
      'text that cannot be stored',
      { amount: 1, currency: 'USD', description: 'a\u0000b' },
      'text_unusable',
      'description',
    ],
    ['half a character', { amount: 1, currency: 'USD', metadata: { a: '\ud800' } }, 'text_unusable', 'metadata.a'],
    ['a list', [], 'parameter_invalid', undefined],
  ])('refuses %s', async (_, body, code, param) => {
    const refused = await api.post('/v1/payments', body);
    expect(refused).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error', code } } });
    expect(refused.body.error.param).toBe(param);
  });

  it('refuses what is nested deeper than anything it knows', async () => {
    const payload = `{"metadata":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const headers = { 'content-type': 'application/json' };
    const refused = await api.post('/v1/payments', payload, { headers });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'body_too_deep' } } });
  });

  it('never logs what looks like a card number', () => {
    expect(api.logs.join('')).not.toContain('4111');
  });
});

describe('capturing and cancelling', () => {
  it('captures a part of what is held', async () => {
    const held = await api.pay({ capture_method: 'manual' });
    expect(held).toMatchObject({ status: 'requires_capture', amount_captured: 0 });
    const tooMuch = await api.post(`/v1/payments/${held.id}/capture`, { amount: 2000 });
    expect(tooMuch).toMatchObject({ status: 400, body: { error: { code: 'amount_too_large', param: 'amount' } } });
    const captured = await api.post(`/v1/payments/${held.id}/capture`, { amount: 1000 });
    expect(captured).toMatchObject({ status: 200, body: { status: 'succeeded', amount_captured: 1000 } });
    const again = await api.post(`/v1/payments/${held.id}/capture`);
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'payment_unexpected_status' } } });
  });

  it.each([
    ['what was not confirmed', { confirm: false }],
    ['what is held', { capture_method: 'manual' }],
    ['what waits for the customer', { payment_method: 'tok_action' }],
  ])('cancels %s', async (_, overrides) => {
    const payment = await api.pay(overrides);
    const canceled = await api.post(`/v1/payments/${payment.id}/cancel`, { reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await api.post(`/v1/payments/${payment.id}/confirm`)).toMatchObject({ status: 409 });
  });

  it('says so when the customer was quicker than the cancellation', async () => {
    const payment = await api.pay({ payment_method: 'tok_action' });
    await fetch(`${payment.next_action.redirect_url}/approve`, { method: 'POST' });
    const late = await api.post(`/v1/payments/${payment.id}/cancel`);
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'payment_not_cancelable' } } });
  });

  it('does not cancel what succeeded', async () => {
    const payment = await api.pay();
    expect(await api.post(`/v1/payments/${payment.id}/cancel`)).toMatchObject({ status: 409 });
  });
});

describe('an acquirer that does not answer', () => {
  it.each(['tok_hang_after', 'tok_hang_before', 'tok_error_after'])('leaves %s processing', async method => {
    const payment = await api.post('/v1/payments', paymentOf({ payment_method: method }));
    expect(payment).toMatchObject({ status: 201, body: { status: 'processing' } });
    for (const verb of ['confirm', 'capture', 'cancel'])
      expect(await api.post(`/v1/payments/${payment.body.id}/${verb}`)).toMatchObject({ status: 409 });
    const [attempt] = await api.sql.query<{ id: string; paymentId: string }>(
      `SELECT id FROM charge_attempts WHERE state = 'unknown' ORDER BY id DESC LIMIT 1`,
    );
    expect(attempt).toBeDefined();
  });

  afterAll(async () => {
    // What the settlement worker does: ask what became of them, and book it.
    const { AcquirerClient } = await import('@payments/core/acquirer');
    const { finishCharge } = await import('@payments/core/charges');
    const acquirer = new AcquirerClient({ url: api.acquirer.url, timeoutMs: 1_000 });
    const open = await api.sql.query<{ id: string }>(
      `SELECT id FROM charge_attempts WHERE state IN ('unknown', 'requires_action')`,
    );
    for (const { id } of open) {
      const known = await acquirer.inquire(id);
      if (known.outcome !== 'approved' && known.outcome !== 'declined') continue;
      await finishCharge(api.sql, id, known, { actor: 'system:spec' });
    }
  });
});

describe('reading', () => {
  it('shows nobody else’s payments', async () => {
    const payment = await api.pay();
    const { makeMerchant } = await import('@payments/testing');
    const stranger = await api.makeKey({ merchantId: await makeMerchant(api.sql) });
    const live = await api.makeKey({ live: true });
    for (const as of [stranger, live]) {
      expect(await api.get(`/v1/payments/${payment.id}`, { as })).toMatchObject({ status: 404 });
      expect(await api.post(`/v1/payments/${payment.id}/cancel`, {}, { as })).toMatchObject({ status: 404 });
      expect((await api.get('/v1/payments', { as })).body.data).toEqual([]);
    }
    expect(await api.get('/v1/payments/pay_1')).toMatchObject({
      status: 404,
      body: { error: { code: 'resource_missing' } },
    });
  });

  it('pages through all payments once, though new ones arrive', async () => {
    for (let index = 0; index < 5; index += 1) await api.pay({ confirm: false, metadata: { page: 'yes' } });
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await api.get(`/v1/payments?limit=3${cursor && `&starting_after=${cursor}`}`);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      await api.pay({ confirm: false });
      if (!body.has_more) break;
      cursor = seen.at(-1) ?? '';
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort().toReversed());
    const back = await api.get(`/v1/payments?limit=2&ending_before=${seen[2]}`);
    expect(back.body.data.map(({ id }: { id: string }) => id)).toEqual(seen.slice(0, 2));
    expect(back.body.has_more).toBe(true);
  });

  it('finds by status, date, amount, currency and part of a reference', async () => {
    const payment = await api.pay({ amount: 77_700, currency: 'EUR', merchant_reference: 'Big-Order_100%' });
    const only = async (query: string) => (await api.get(`/v1/payments/search?${query}`)).body.data;
    expect(await only('q=big-order')).toEqual([payment]);
    expect(await only('q=order_100%25')).toEqual([payment]);
    expect(await only('q=orderx100')).toEqual([]);
    expect(await only('amount_from=77700&amount_to=77700')).toEqual([payment]);
    expect(await only('currency=EUR&status=succeeded')).toEqual([payment]);
    expect(await only(`q=${payment.id}`)).toEqual([payment]);
    expect(await only(`currency=EUR&created_from=${payment.created_at}`)).toEqual([payment]);
    expect(await only('currency=EUR&created_from=0000-01-01T00:00:00%2B23:59')).toEqual([payment]);
    expect(await only(`currency=EUR&created_to=${payment.created_at}`)).toEqual([]);
  });

  it.each([
    ['/v1/payments?limit=0', 'limit'],
    ['/v1/payments?limit=101', 'limit'],
    ['/v1/payments?limit=ten', 'limit'],
    ['/v1/payments?status=paid', 'status'],
    ['/v1/payments?starting_after=pay_x', 'starting_after'],
    ['/v1/payments?starting_after=pay_1&ending_before=pay_2', 'ending_before'],
    ['/v1/payments?created_from=yesterday', 'created_from'],
    ['/v1/payments?color=red', 'color'],
    ['/v1/payments?limit=1&limit=2', 'limit'],
    ['/v1/payments/search', undefined],
  ])('refuses %s', async (path, param) => {
    const refused = await api.get(path);
    expect(refused.status).toBe(400);
    expect(refused.body.error.param).toBe(param);
  });
});
