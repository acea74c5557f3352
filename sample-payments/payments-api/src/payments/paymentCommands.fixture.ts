import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { Harness, Reply } from '../testing/harness.fixture.ts';
import type { Expected, ModelPayment, PaymentModel, Token } from './PaymentModel.fixture.ts';

/** The API, and requests that were made to it, to be made again. */
export interface Real {
  api: Harness;
  made: { path: string; body: object; key: string; reply: Reply }[];
}

type Command = fc.AsyncCommand<PaymentModel, Real>;

/** Sends a request with a key of its own and remembers what came of it. */
async function send(real: Real, path: string, body: object, expected: Expected): Promise<Reply> {
  const key = randomUUID();
  const reply = await real.api.post(path, body, { key });
  assert.equal(reply.status, expected, `${path} answered ${reply.status}: ${reply.text}`);
  if (reply.status < 300 || reply.status === 402) real.made.push({ path, body, key, reply });
  return reply;
}

/** A command about one of the payments; runs when there is one. */
function about(
  name: string,
  position: number,
  run: (model: PaymentModel, payment: ModelPayment, real: Real) => Promise<unknown>,
): Command {
  return {
    check: ({ payments }) => payments.length > 0,
    async run(model, real) {
      const payment = model.payments[position % model.payments.length];
      if (payment) await run(model, payment, real);
    },
    toString: () => `${name} of payment ${position}`,
  };
}

const token = fc.constantFrom<Token>(
  'tok_visa',
  'tok_visa',
  'tok_decline_expired_card',
  'tok_action',
  'tok_error_before',
);
const amount = fc.integer({ min: 1, max: 1_000 });
const position = fc.nat({ max: 5 });
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });

/** Everything a merchant can ask, and what a customer's bank may make of it. */
export const paymentCommands: fc.Arbitrary<Command>[] = [
  fc.record({ amount, token: maybe(token), isManual: fc.boolean(), isConfirmed: fc.boolean() }).map(wish => ({
    check: () => true,
    async run(model: PaymentModel, real: Real) {
      const { expected, made } = model.create(wish);
      const body = {
        amount: wish.amount,
        currency: 'USD',
        payment_method: wish.token,
        capture_method: wish.isManual ? 'manual' : 'automatic',
        confirm: wish.isConfirmed,
      };
      const reply = await send(real, '/v1/payments', body, expected);
      if (made) made.id = reply.body.id;
    },
    toString: () => `create ${JSON.stringify(wish)}`,
  })),
  fc
    .tuple(position, maybe(token))
    .map(([at, method]) =>
      about(`confirm with ${method}`, at, (model, payment, real) =>
        send(real, `/v1/payments/${payment.id}/confirm`, { payment_method: method }, model.confirm(payment, method)),
      ),
    ),
  fc
    .tuple(position, maybe(amount))
    .map(([at, part]) =>
      about(`capture ${part}`, at, (model, payment, real) =>
        send(real, `/v1/payments/${payment.id}/capture`, { amount: part }, model.capture(payment, part)),
      ),
    ),
  position.map(at =>
    about('cancel', at, (model, payment, real) =>
      send(real, `/v1/payments/${payment.id}/cancel`, {}, model.cancel(payment)),
    ),
  ),
  fc
    .tuple(position, maybe(amount))
    .map(([at, part]) =>
      about(`refund ${part}`, at, (model, payment, real) =>
        send(real, '/v1/refunds', { payment: payment.id, amount: part }, model.refund(payment, part)),
      ),
    ),
  position.map(at =>
    about('read', at, async (_, payment, { api }) => {
      const { body } = await api.get(`/v1/payments/${payment.id}`);
      const { status, captured, refunded } = payment;
      assert.deepEqual([body.status, body.amount_captured, body.amount_refunded], [status, captured, refunded]);
    }),
  ),
  fc.nat({ max: 20 }).map(at => ({
    check: () => true,
    async run(_: PaymentModel, { api, made }: Real) {
      const earlier = made[at % Math.max(1, made.length)];
      if (!earlier) return;
      const again = await api.post(earlier.path, earlier.body, { key: earlier.key });
      assert.deepEqual([again.status, again.text], [earlier.reply.status, earlier.reply.text]);
    },
    toString: () => `repeat request ${at}`,
  })),
];
