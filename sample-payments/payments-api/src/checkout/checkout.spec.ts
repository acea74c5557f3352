import { checkoutSchema, shopperPaymentSchema } from '@payments/core/dashboard-contract';
import { uuidOf } from '@payments/core/identifiers';
import { makeMerchant } from '@payments/testing';
import { parseSetCookie } from 'cookie';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../testing/Browser.fixture.ts';
import { exhaust } from '../testing/exhaust.fixture.ts';
import { Harness, type Reply } from '../testing/harness.fixture.ts';
import { PER_PAYMENT, WRONG_PER_ADDRESS } from './ShopperAccess.ts';

let api: Harness;
let operator: Browser;
beforeAll(async () => {
  api = await Harness.start();
  operator = await Browser.of(api, 'operator');
});
afterAll(() => api.stop());

/** A payment's link as a shopper got it, and the browser that opens it. */
class Shopper {
  readonly browser = new Browser(api);
  readonly path: string;

  constructor(
    readonly id: string,
    readonly secret: string,
  ) {
    this.path = `/v1/checkout/${id}`;
  }

  static async withPayment(overrides: object = {}): Promise<Shopper> {
    const body = { amount: 1_050, currency: 'USD', description: 'Hand grinder', ...overrides };
    const { checkout_url: url } = (await operator.post('/v1/dashboard/payments', body)).body;
    const { pathname, hash } = new URL(url);
    return new Shopper(pathname.split('/').at(-1) ?? '', hash.slice(1));
  }

  get withSecret() {
    return { authorization: `Bearer ${this.secret}` };
  }

  open(headers: Record<string, string> = this.withSecret): Promise<Reply> {
    return this.browser.get(this.path, { headers });
  }

  pay(token: string, options: { key?: string; headers?: Record<string, string> } = {}): Promise<Reply> {
    const { key, headers = this.withSecret } = options;
    return this.browser.post(`${this.path}/confirm`, { payment_method: token }, { key, headers });
  }
}

describe('the checkout', () => {
  it('shows the shopper what they pay to whom, and nothing else', async () => {
    const secrets = { merchant_reference: 'internal-77', metadata: { margin: '40 %' } };
    const shopper = await Shopper.withPayment(secrets);
    const { status, body, text, headers } = await shopper.open();
    expect(status).toBe(200);
    expect(checkoutSchema.parse(body)).toEqual(body);
    expect(body).toEqual({
      merchant: { name: 'Test shop' },
      payment: {
        id: shopper.id,
        status: 'requires_payment_method',
        amount: 1_050,
        currency: 'USD',
        description: 'Hand grinder',
        live: false,
      },
    });
    expect(text).not.toContain('internal-77');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('takes a token, and shows the merchant that a shopper paid', async () => {
    const shopper = await Shopper.withPayment();
    const { status, body } = await shopper.pay('tok_visa');
    expect(status).toBe(200);
    expect(shopperPaymentSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ id: shopper.id, status: 'succeeded' });
    const detail = (await operator.get(`/v1/dashboard/payments/${shopper.id}`)).body;
    expect(detail.payment).toMatchObject({ status: 'succeeded', amount_captured: 1_050 });
    expect(detail.timeline.at(-1)).toMatchObject({ to_status: 'succeeded', actor: { kind: 'shopper' } });
  });

  it('pays once for a key, and answers with the same bytes, though the page retries', async () => {
    const shopper = await Shopper.withPayment();
    const replies = [await shopper.pay('tok_visa', { key: 'try-1' }), await shopper.pay('tok_visa', { key: 'try-1' })];
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(replies[1]?.text).toBe(replies[0]?.text);
    expect(replies[1]?.headers['idempotent-replayed']).toBe('true');
    const charges = (await api.acquirer.log()).filter(({ kind }) => kind === 'charge');
    const uuid = uuidOf('payment', shopper.id);
    expect(charges.filter(({ payment }) => payment === uuid)).toHaveLength(1);
  });

  it('keeps keys of shoppers apart from each other’s and the merchant’s', async () => {
    const [one, other] = [await Shopper.withPayment(), await Shopper.withPayment()];
    await api.pay({}, { key: 'same' });
    expect(await one.pay('tok_visa', { key: 'same' })).toMatchObject({ status: 200, body: { id: one.id } });
    expect(await other.pay('tok_visa', { key: 'same' })).toMatchObject({ status: 200, body: { id: other.id } });
  });

  it('can be tried with another token when the first was declined', async () => {
    const shopper = await Shopper.withPayment();
    const declined = await shopper.pay('tok_decline_insufficient_funds');
    expect(declined).toMatchObject({ status: 402, body: { error: { decline_code: 'insufficient_funds' } } });
    const { payment } = (await shopper.open()).body;
    expect(payment).toMatchObject({ status: 'requires_payment_method', last_error: { code: 'card_declined' } });
    expect(await shopper.pay('tok_visa')).toMatchObject({ status: 200, body: { status: 'succeeded' } });
    expect(await shopper.pay('tok_visa')).toMatchObject({ status: 409 });
  });

  it.each([
    ['a card number', { payment_method: '4111111111111111' }, 'card_number_refused'],
    ['a card number in disguise', { payment_method: 'tok_4111111111111111' }, 'card_number_refused'],
    ['no token', {}, 'parameter_missing'],
    ['another amount', { payment_method: 'tok_visa', amount: 1 }, 'parameter_unknown'],
  ])('refuses %s', async (_, body, code) => {
    const shopper = await Shopper.withPayment();
    const refused = await shopper.browser.post(`${shopper.path}/confirm`, body, { headers: shopper.withSecret });
    expect(refused).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('needs an Idempotency-Key to pay', async () => {
    const shopper = await Shopper.withPayment();
    const call = { key: null, headers: shopper.withSecret };
    const refused = await shopper.browser.post(`${shopper.path}/confirm`, { payment_method: 'tok_visa' }, call);
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'idempotency_key_missing' } } });
  });

  it('slows down who asks too often', async () => {
    const shopper = await Shopper.withPayment();
    await exhaust(api, { key: `checkout:${uuidOf('payment', shopper.id)}`, pace: PER_PAYMENT });
    await expect.poll(async () => (await shopper.open()).status, { interval: 1 }).toBe(429);
  });
});

describe('who may use a link', () => {
  const refused = { status: 401, body: { error: { code: 'client_secret_invalid' } } };

  it.each<[string, (shopper: Shopper, other: Shopper) => Record<string, string>]>([
    ['nothing', () => ({})],
    ['another payment’s secret', (_, other) => other.withSecret],
    ['a guess', () => ({ authorization: `Bearer cs_${'A'.repeat(43)}` })],
    ['the secret with another scheme', ({ secret }) => ({ authorization: `Basic ${secret}` })],
    ['the merchant’s API key', () => ({ authorization: `Bearer ${api.key.text}` })],
    ['the merchant’s session', () => ({ cookie: cookiesOf(operator) })],
  ])('is denied with %s', async (_, headersOf) => {
    const [shopper, other] = [await Shopper.withPayment(), await Shopper.withPayment()];
    const headers = headersOf(shopper, other);
    expect(await shopper.open(headers)).toMatchObject(refused);
    expect(await shopper.pay('tok_visa', { headers })).toMatchObject(refused);
    expect((await shopper.open()).body.payment.status).toBe('requires_payment_method');
  });

  it('is denied with the secret in the address', async () => {
    const shopper = await Shopper.withPayment();
    expect(await shopper.browser.get(`${shopper.path}?client_secret=${shopper.secret}`)).toMatchObject(refused);
  });

  it('is told the same of payments that are not there', async () => {
    const { secret } = await Shopper.withPayment();
    for (const id of [`pay_${'0'.repeat(32)}`, 'pay_1', 'ref_1'])
      expect(await new Shopper(id, secret).open()).toMatchObject(refused);
  });

  it('can do nothing else with the secret', async () => {
    const { id, secret } = await Shopper.withPayment();
    const as = `Bearer ${secret}`;
    for (const path of [`/v1/payments/${id}`, '/v1/payments', `/v1/payments/${id}/checkout-link`])
      expect(await api.get(path, { as })).toMatchObject({ status: 401 });
    expect(await api.post(`/v1/payments/${id}/cancel`, {}, { as })).toMatchObject({ status: 401 });
    const browser = new Browser(api);
    const headers = { authorization: as };
    expect(await browser.get(`/v1/dashboard/payments/${id}`, { headers })).toMatchObject({ status: 401 });
  });

  it('is stopped after many wrong secrets from one address', async () => {
    const shopper = await Shopper.withPayment();
    await exhaust(api, { key: `checkout:address:${shopper.browser.address}`, pace: WRONG_PER_ADDRESS });
    const guess = async () => (await shopper.open({ authorization: 'Bearer guess' })).status;
    await expect.poll(guess, { interval: 1 }).toBe(429);
    expect(await shopper.open()).toMatchObject({ status: 200 });
  });

  it('pays the merchant of the link, in its mode', async () => {
    const merchantId = await makeMerchant(api.sql, { name: 'Another shop' });
    const person = await Browser.of(api, 'operator', { merchantId });
    await person.call('PATCH', '/v1/dashboard/session', { body: { live: true } });
    const { checkout_url: url } = (await person.post('/v1/dashboard/payments', { amount: 7, currency: 'JPY' })).body;
    const [, id = '', secret = ''] = /(pay_\w+)#(.+)$/.exec(url) ?? [];
    const { body } = await new Shopper(id, secret).open();
    expect(body).toMatchObject({ merchant: { name: 'Another shop' }, payment: { live: true } });
  });
});

describe('a payment that the shopper has to approve at their bank', () => {
  it('leads there and back without the secret, and knows at once when they return', async () => {
    const shopper = await Shopper.withPayment();
    const waiting = await shopper.pay('tok_action');
    expect(waiting).toMatchObject({ status: 200, body: { status: 'requires_action' } });
    const bank = new URL(waiting.body.next_action.redirect_url);
    expect(bank.searchParams.get('return_url')).toBe(`http://localhost:8080/checkout/${shopper.id}`);
    expect(bank.href).not.toContain(shopper.secret);
    expect((await shopper.open()).body.payment.status).toBe('requires_action');

    const page = await (await fetch(bank)).text();
    const action = /action="([^"]*approve[^"]*)"/.exec(page)?.[1] ?? '';
    const approved = await fetch(new URL(action, bank), { method: 'POST', redirect: 'manual' });
    expect([approved.status, approved.headers.get('location')]).toEqual([
      303,
      `http://localhost:8080/checkout/${shopper.id}`,
    ]);
    const returned = async () => (await shopper.open({})).body.payment.status;
    await expect.poll(returned, { timeout: 5_000 }).toBe('succeeded');
  });

  it('can be tried again when they refuse there', async () => {
    const shopper = await Shopper.withPayment();
    const { next_action: action } = (await shopper.pay('tok_action')).body;
    const bank = new URL(action.redirect_url);
    await fetch(new URL(`${bank.pathname}/decline`, bank), { method: 'POST' });
    const status = async () => (await shopper.open({})).body.payment.status;
    await expect.poll(status, { timeout: 5_000 }).toBe('requires_payment_method');
    expect(await shopper.pay('tok_visa', { headers: {} })).toMatchObject({ status: 200 });
  });

  it('stays as it is while the acquirer does not answer', async () => {
    const shopper = await Shopper.withPayment();
    const { next_action: action } = (await shopper.pay('tok_action')).body;
    const bank = new URL(action.redirect_url);
    await fetch(new URL(`${bank.pathname}/approve`, bank), { method: 'POST' });
    await api.acquirer.setFaults({ seed: '1', inquiryError: 1 });
    const status = async () => (await shopper.open()).body.payment?.status;
    expect(await status()).toBe('requires_action');
    await api.acquirer.setFaults({});
    await expect.poll(status, { timeout: 5_000, interval: 300 }).toBe('succeeded');
  });
});

describe('the cookie of a checkout', () => {
  it('is for this payment’s endpoints alone, and for no script', async () => {
    const shopper = await Shopper.withPayment();
    const { headers } = await shopper.open();
    expect(parseSetCookie(String(headers['set-cookie']))).toMatchObject({
      name: 'payments_checkout',
      path: shopper.path,
      httpOnly: true,
      sameSite: 'strict',
    });
    const other = await Shopper.withPayment();
    expect(await shopper.browser.get(other.path)).toMatchObject({ status: 401 });
    expect(await shopper.browser.get(shopper.path)).toMatchObject({ status: 200 });
  });

  it('lets no page of another site pay', async () => {
    const shopper = await Shopper.withPayment();
    await shopper.open();
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect(await shopper.pay('tok_visa', { headers })).toMatchObject({
      status: 403,
      body: { error: { code: 'origin_foreign' } },
    });
  });

  it('is carried by https alone where pages come by https', async () => {
    const app = await api.startApp({ PUBLIC_URL: 'https://pay.example' });
    const { id, path, withSecret } = await Shopper.withPayment();
    const { headers } = await new Browser(api, app, 'https://pay.example').get(path, { headers: withSecret });
    expect(parseSetCookie(String(headers['set-cookie']))).toMatchObject({
      name: '__Secure-payments_checkout',
      secure: true,
      path: `/v1/checkout/${id}`,
    });
  });
});

describe('a client secret', () => {
  it('is in no log and in no table', async () => {
    const shopper = await Shopper.withPayment();
    await shopper.open();
    await shopper.pay('tok_visa');
    expect(api.logs.join('')).not.toContain(shopper.secret);
    expect(api.logs.join('')).toContain('/v1/checkout/:payment_id');
    expect((await api.check()).filter(({ invariant }) => invariant === 'I9')).toEqual([]);
  });
});

const cookiesOf = (browser: Browser) => [...browser.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
