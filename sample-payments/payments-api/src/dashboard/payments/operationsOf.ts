import { mayDo, type DashboardRole, type PaymentOperation } from '@payments/core/dashboard-contract';
import { isPossible, type PaymentVerb } from '../../payments/possible.ts';
import type { PaymentRow } from '../../payments/PaymentsRepository.ts';

const OPERATIONS = [
  { operation: 'checkout', verb: 'confirm', action: 'payments:create' },
  { operation: 'capture', verb: 'capture', action: 'payments:capture' },
  { operation: 'cancel', verb: 'cancel', action: 'payments:cancel' },
  { operation: 'refund', verb: 'refund', action: 'refunds:create' },
] as const satisfies { operation: PaymentOperation; verb: PaymentVerb; action: string }[];

/** Captured and neither refunded nor about to be, in minor units. */
export function refundableOf({ amountCaptured, amountRefunded }: PaymentRow): bigint {
  return amountCaptured - amountRefunded;
}

/** Pure: what a role may do with a payment as it is now. */
export function operationsOf(payment: PaymentRow, role: DashboardRole): PaymentOperation[] {
  return OPERATIONS.filter(({ operation, verb, action }) => {
    if (operation === 'refund' && refundableOf(payment) === 0n) return false;
    return isPossible(verb, payment.status) && mayDo(role, action);
  }).map(({ operation }) => operation);
}
