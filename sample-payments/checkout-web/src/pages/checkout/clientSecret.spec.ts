import { expect, it } from 'vitest';
import { takeClientSecret, takenSecret } from './clientSecret.ts';

const SECRET = `cs_${'a'.repeat(43)}`;

function open(pathname: string, hash: string): unknown[] {
  const shown: unknown[] = [];
  takeClientSecret({
    location: { pathname, hash, search: '' },
    history: { replaceState: (...replaced) => shown.push(replaced) },
  });
  return shown;
}

it('takes the secret out of the address', () => {
  expect(open('/checkout/pay_1', `#${SECRET}`)).toStrictEqual([[null, '', '/checkout/pay_1']]);
  expect(takenSecret()).toBe(SECRET);
});

it('also removes what is no secret, and takes nothing', () => {
  expect(open('/checkout/pay_1', '#sk_live_1')).toHaveLength(1);
  expect(takenSecret()).toBeUndefined();
});

it('leaves other pages alone', () => expect(open('/payments', '#main')).toStrictEqual([]));
