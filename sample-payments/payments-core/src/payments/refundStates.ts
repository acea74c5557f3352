/** The refund statuses of the HTTP contract. `pending` covers an unknown outcome too. */
export const REFUND_STATUSES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;

export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Every move a refund can make. */
export const LEGAL_REFUND_TRANSITIONS: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  pending: ['requires_action', 'succeeded', 'failed', 'canceled'],
  requires_action: ['pending', 'succeeded', 'failed', 'canceled'],
  succeeded: [],
  failed: [],
  canceled: [],
};

/** True when a refund may go from one status to the other. */
export function canTransitionRefund(from: RefundStatus, to: RefundStatus): boolean {
  return LEGAL_REFUND_TRANSITIONS[from].includes(to);
}

/** True while the refund holds its amount back from other refunds: it is done or may still be. */
export function holdsAmount(status: RefundStatus): boolean {
  return status !== 'failed' && status !== 'canceled';
}
