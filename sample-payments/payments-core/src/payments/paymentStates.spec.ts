import { describe, expect, it } from 'vitest';
import { canTransition, isFinal, NEW, PAYMENT_STATUSES, statusesBefore } from './paymentStates.ts';
import { canTransitionRefund, holdsAmount, REFUND_STATUSES } from './refundStates.ts';

describe('payment states', () => {
  it.each([
    ['a payment is created without money moving', NEW, 'requires_payment_method', true],
    ['a payment is never born succeeded', NEW, 'succeeded', false],
    ['an unknown charge can turn out to have succeeded', 'processing', 'succeeded', true],
    ['a decline asks for another payment method', 'processing', 'requires_payment_method', true],
    ['a held payment can be captured', 'requires_capture', 'processing', true],
    ['a held payment is not released before the acquirer was asked', 'requires_capture', 'canceled', false],
    ['a succeeded payment is refunded, not canceled', 'succeeded', 'canceled', false],
    ['a canceled payment stays canceled', 'canceled', 'processing', false],
    ['a confirmed payment does not skip the acquirer', 'requires_confirmation', 'succeeded', false],
  ] as const)('%s', (_, from, to, legal) => expect(canTransition(from, to)).toBe(legal));

  it('only succeeded and canceled are final', () =>
    expect(PAYMENT_STATUSES.filter(isFinal)).toEqual(['succeeded', 'canceled']));

  it('every status can be reached', () => {
    const reachable = PAYMENT_STATUSES.filter(
      status => canTransition(NEW, status) || statusesBefore(status).length > 0,
    );
    expect(reachable).toEqual(PAYMENT_STATUSES);
  });

  it('every status that is not final leads to a final one in at most three moves', () => {
    const reach = (from: (typeof PAYMENT_STATUSES)[number], moves: number): boolean =>
      isFinal(from) || (moves > 0 && PAYMENT_STATUSES.some(to => canTransition(from, to) && reach(to, moves - 1)));
    expect(PAYMENT_STATUSES.filter(status => !reach(status, 3))).toEqual([]);
  });
});

describe('refund states', () => {
  it.each([
    ['a pending refund can fail', 'pending', 'failed', true],
    ['a succeeded refund stays', 'succeeded', 'failed', false],
    ['a failed refund is not revived; a new one is made', 'failed', 'pending', false],
  ] as const)('%s', (_, from, to, legal) => expect(canTransitionRefund(from, to)).toBe(legal));

  it('a refund gives its amount back only when it failed or was canceled', () =>
    expect(REFUND_STATUSES.filter(holdsAmount)).toEqual(['pending', 'requires_action', 'succeeded']));
});
