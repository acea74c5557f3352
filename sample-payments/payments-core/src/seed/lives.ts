import type { EventType } from '../payments/eventTypes.ts';
import type { PaymentStatus } from '../payments/paymentStates.ts';

interface Attempt {
  kind: 'charge' | 'authorise' | 'capture';
  state: 'approved' | 'declined' | 'requires_action';
}

/** One kind of life a seeded payment can have: the statuses it passes, and the events merchants hear of. */
export interface Life {
  captureMethod: 'automatic' | 'manual';
  /** In order; the last is where it is now. */
  statuses: readonly PaymentStatus[];
  events: readonly EventType[];
  attempts: readonly Attempt[];
}

const charge = (state: Attempt['state']): Attempt => ({ kind: 'charge', state });

/** None ends in `processing`: its outcome would have to be known by an acquirer that the seed does not start. */
export const LIVES: readonly (readonly [life: Life, weight: number])[] = [
  [
    {
      captureMethod: 'automatic',
      statuses: ['processing', 'succeeded'],
      events: ['payment.created', 'payment.succeeded'],
      attempts: [charge('approved')],
    },
    84,
  ],
  [
    {
      captureMethod: 'manual',
      statuses: ['processing', 'requires_capture', 'processing', 'succeeded'],
      events: ['payment.created', 'payment.requires_capture', 'payment.succeeded'],
      attempts: [
        { kind: 'authorise', state: 'approved' },
        { kind: 'capture', state: 'approved' },
      ],
    },
    4,
  ],
  [
    {
      captureMethod: 'automatic',
      statuses: ['processing', 'requires_payment_method'],
      events: ['payment.created', 'payment.declined'],
      attempts: [charge('declined')],
    },
    6,
  ],
  [
    {
      captureMethod: 'automatic',
      statuses: ['requires_confirmation', 'canceled'],
      events: ['payment.created', 'payment.canceled'],
      attempts: [],
    },
    2,
  ],
  [
    {
      captureMethod: 'manual',
      statuses: ['processing', 'requires_capture'],
      events: ['payment.created', 'payment.requires_capture'],
      attempts: [{ kind: 'authorise', state: 'approved' }],
    },
    2,
  ],
  [
    {
      captureMethod: 'automatic',
      statuses: ['processing', 'requires_action'],
      events: ['payment.created', 'payment.requires_action'],
      attempts: [charge('requires_action')],
    },
    1,
  ],
  [{ captureMethod: 'automatic', statuses: ['requires_confirmation'], events: ['payment.created'], attempts: [] }, 1],
  [{ captureMethod: 'automatic', statuses: ['requires_payment_method'], events: ['payment.created'], attempts: [] }, 1],
];

/** Why seeded cards are declined. */
export const DECLINE_CODES: readonly (readonly [code: string, weight: number])[] = [
  ['insufficient_funds', 5],
  ['do_not_honor', 3],
  ['expired_card', 2],
  ['suspected_fraud', 1],
];
