import type { SeededRandom } from '@payments/core/seed';

/** One request about a payment, or what its customer does. */
export type Step =
  | { verb: 'confirm' | 'capture' | 'cancel' | 'refund'; body: Record<string, unknown>; isTwice?: boolean }
  | { act: 'approve' | 'decline' };

/** The life of one payment as its merchant means it to go: steps of a group are taken at the same time. */
export interface Life {
  create: Record<string, unknown>;
  groups: Step[][];
}

/** Currencies with 2, 0 and 3 decimals. */
const CURRENCIES = ['USD', 'JPY', 'KWD'] as const;

const TOKENS: readonly (readonly [token: string, weight: number])[] = [
  ['tok_visa', 12],
  ['tok_slow_60', 3],
  ['tok_decline_insufficient_funds', 2],
  ['tok_hang_before', 1],
  ['tok_hang_after', 2],
  ['tok_error_before', 1],
  ['tok_error_after', 2],
  ['tok_duplicate', 2],
];

type Plot = (random: SeededRandom, amount: number) => Life;

const PLOTS: readonly (readonly [plot: Plot, weight: number])[] = [
  [payAndRefund, 6],
  [holdAndCapture, 3],
  [holdAndRaceToCancel, 2],
  [confirmLater, 3],
  [declinedThenPaid, 2],
  [customerActs, 3],
  [leftOpen, 1],
  [canceledAtOnce, 1],
];

/** Plans a life. The same random sequence plans the same life. */
export function planLife(random: SeededRandom): Life {
  const amount = random.between(100, 90_000);
  const currency = CURRENCIES[random.between(0, CURRENCIES.length - 1)];
  const { create, groups } = random.weighted(PLOTS)(random, amount);
  return { create: { amount, currency, ...create }, groups };
}

/** These happen in every run, so that there is always something of each kind. */
export function certainLives(): Life[] {
  const paid = { payment_method: 'tok_visa', confirm: true };
  return [
    { create: { amount: 1_050, currency: 'USD', ...paid }, groups: [[{ verb: 'refund', body: { amount: 50 } }]] },
    { create: { amount: 2_000, currency: 'JPY', ...paid }, groups: [] },
    { create: { amount: 3_000, currency: 'USD', payment_method: 'tok_visa' }, groups: [] },
  ];
}

function payAndRefund(random: SeededRandom, amount: number): Life {
  const groups = random.next() < 0.6 ? [refundRace(random, amount)] : [];
  return { create: { payment_method: random.weighted(TOKENS), confirm: true }, groups };
}

function holdAndCapture(random: SeededRandom, amount: number): Life {
  const captured = random.next() < 0.5 ? amount : random.between(1, amount);
  const groups: Step[][] = [[{ verb: 'capture', body: { amount: captured }, isTwice: random.next() < 0.3 }]];
  if (random.next() < 0.5) groups.push(refundRace(random, captured));
  return { create: held(random), groups };
}

/** Both ask the acquirer, and only one may have its way. */
function holdAndRaceToCancel(random: SeededRandom): Life {
  const cancel: Step = { verb: 'cancel', body: { reason: 'requested_by_customer' } };
  const rivals: Step[] = random.next() < 0.5 ? [cancel, { verb: 'capture', body: {} }] : [cancel];
  return { create: held(random), groups: [rivals] };
}

function confirmLater(random: SeededRandom): Life {
  const token = random.weighted(TOKENS);
  const confirm: Step = { verb: 'confirm', body: { payment_method: token }, isTwice: random.next() < 0.3 };
  const rivals: Step[] =
    random.next() < 0.4 ? [confirm, { verb: 'confirm', body: { payment_method: token } }] : [confirm];
  return { create: random.next() < 0.5 ? { payment_method: 'tok_visa' } : {}, groups: [rivals] };
}

function declinedThenPaid(): Life {
  return {
    create: { payment_method: 'tok_decline_expired_card' },
    groups: [[{ verb: 'confirm', body: {} }], [{ verb: 'confirm', body: { payment_method: 'tok_visa' } }]],
  };
}

function customerActs(random: SeededRandom): Life {
  const acts: Step = { act: random.next() < 0.7 ? 'approve' : 'decline' };
  const group: Step[] = random.next() < 0.4 ? [acts, { verb: 'cancel', body: {} }] : [acts];
  const captures = random.next() < 0.5 ? {} : { capture_method: 'manual' };
  return { create: { payment_method: 'tok_action', confirm: true, ...captures }, groups: [group] };
}

function leftOpen(): Life {
  return { create: { payment_method: 'tok_visa' }, groups: [] };
}

function canceledAtOnce(): Life {
  return { create: {}, groups: [[{ verb: 'cancel', body: { reason: 'abandoned' }, isTwice: true }]] };
}

function held(random: SeededRandom): Record<string, unknown> {
  return { payment_method: random.weighted(TOKENS), confirm: true, capture_method: 'manual' };
}

/** Refunds that together exceed what was captured. */
function refundRace(random: SeededRandom, captured: number): Step[] {
  const count = random.between(2, 5);
  return Array.from({ length: count }, () => ({
    verb: 'refund' as const,
    body: { amount: random.between(1, Math.max(1, Math.ceil((captured * 1.6) / count))) },
    isTwice: random.next() < 0.2,
  }));
}
