import type { Ask } from '../clients/Crowd.ts';
import { codeOf } from '../clients/Crowd.ts';
import type { Fault } from './fault.ts';

/** Calls of one storm; the largest is the rarest. */
const STORMS = [
  [60, 12],
  [250, 3],
  [1_000, 1],
] as const;

/** The same key from many at once over both APIs: one does it, the others replay or are told to wait; reads go on. */
export const sameKeyStorm: Fault = {
  name: 'sameKeyStorm',
  weight: 3,
  async apply({ crowd, random, name }) {
    const ask = { path: '/v1/payments', body: { ...SALE, payment_method: 'tok_slow_40' }, key: `${name}-storm` };
    const calls = Array.from({ length: random.weighted(STORMS) }, () => crowd.sendOnce(ask));
    const replies = await Promise.all(calls);
    const refused = replies.find(reply => reply.kind === 'refused');
    if (refused) crowd.report('a_duplicate_is_replayed_or_told_to_wait', ask.key, String(refused.status));
    await crowd.send(ask);
  },
};

/** A key is used for another request, at the same time and afterwards: refused, and nothing of it is done. */
export const sameKeyOtherBody: Fault = {
  name: 'sameKeyOtherBody',
  weight: 2,
  async apply({ crowd, name }) {
    const key = `${name}-reused`;
    const first: Ask = { path: '/v1/payments', body: SALE, key };
    const other: Ask = { ...first, body: { ...SALE, amount: 7 } };
    const [, meanwhile] = await Promise.all([crowd.send(first), crowd.send(first).then(() => crowd.send(other))]);
    if (meanwhile && codeOf(meanwhile.text) !== 'idempotency_key_reused')
      crowd.report('a_key_stands_for_one_request', key, String(meanwhile.status));
  },
};

/** A caller sends card numbers where tokens and words belong. Nothing of them may be kept anywhere. */
export const sendCardNumber: Fault = {
  name: 'sendCardNumber',
  weight: 1,
  async apply({ crowd, name }) {
    for (const [index, place] of (['description', 'payment_method', 'merchant_reference'] as const).entries()) {
      const body = {
        ...SALE,
        [place]: place === 'payment_method' ? 'tok_4111111111111111' : 'card 4111 1111 1111 1111',
      };
      const reply = await crowd.send({ path: '/v1/payments', body, key: `${name}-card-${index}` });
      if (reply && codeOf(reply.text) !== 'card_number_refused')
        crowd.report('a_card_number_is_refused', place, String(reply.status));
    }
  },
};

const SALE = { amount: 1_234, currency: 'USD', payment_method: 'tok_visa', confirm: true };
