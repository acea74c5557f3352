import type { PaymentStatus } from '@payments/core/payments';

/** What can be asked for a payment, and in which statuses. */
const STATUSES = {
  confirm: ['requires_payment_method', 'requires_confirmation'],
  capture: ['requires_capture'],
  cancel: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'],
  refund: ['succeeded'],
} as const satisfies Record<string, readonly PaymentStatus[]>;

export type PaymentVerb = keyof typeof STATUSES;

/** True when a payment in this status can be asked for that. */
export function isPossible(verb: PaymentVerb, status: PaymentStatus): boolean {
  const statuses: readonly PaymentStatus[] = STATUSES[verb];
  return statuses.includes(status);
}
