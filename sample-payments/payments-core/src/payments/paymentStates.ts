/** The statuses of the HTTP contract. `processing` means: the acquirer was asked and the answer is not known yet. */
export const PAYMENT_STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'canceled',
] as const;

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** Where a payment stands before it exists. */
export const NEW = 'new';

/**
 * Every move a payment can make. What is not listed is refused by `transitionPayment`, and reported by invariant I6.
 * Capture and void ask the acquirer too, so they pass through `processing`: that is what keeps a second capture or
 * a cancel away while the first answer is outstanding. Canceling in `requires_action` voids as well, or the customer
 * could still approve a charge of a canceled payment.
 */
export const LEGAL_PAYMENT_TRANSITIONS: Readonly<Record<PaymentStatus | typeof NEW, readonly PaymentStatus[]>> = {
  new: ['requires_payment_method', 'requires_confirmation', 'processing'],
  requires_payment_method: ['requires_confirmation', 'processing', 'canceled'],
  requires_confirmation: ['processing', 'canceled'],
  requires_action: ['processing'],
  processing: ['requires_action', 'requires_capture', 'succeeded', 'requires_payment_method', 'canceled'],
  requires_capture: ['processing'],
  succeeded: [],
  canceled: [],
};

/** True when a payment may go from one status to the other. */
export function canTransition(from: PaymentStatus | typeof NEW, to: PaymentStatus): boolean {
  return LEGAL_PAYMENT_TRANSITIONS[from].includes(to);
}

/** The statuses from which `to` can be reached: what a conditional UPDATE lists in its WHERE. */
export function statusesBefore(to: PaymentStatus): PaymentStatus[] {
  return PAYMENT_STATUSES.filter(from => canTransition(from, to));
}

/** True for a status that never changes again. */
export function isFinal(status: PaymentStatus): boolean {
  return LEGAL_PAYMENT_TRANSITIONS[status].length === 0;
}
