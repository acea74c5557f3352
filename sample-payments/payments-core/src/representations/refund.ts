import type { Refund as RefundBody } from '../contract/refunds.ts';
import type { Refund } from '../database/entities/refund.entity.ts';
import { publicId } from '../identifiers/index.ts';
import { toJsonAmount } from '../money/index.ts';

/** The columns a refund's representation shows. */
export type RefundFacts = Pick<
  Refund,
  'id' | 'paymentId' | 'status' | 'amount' | 'currency' | 'merchantReference' | 'reason' | 'createdAt'
>;

/** `Refund` of the HTTP contract. */
export function describeRefund(refund: RefundFacts): RefundBody {
  return {
    id: publicId('refund', refund.id),
    payment: publicId('payment', refund.paymentId),
    status: refund.status,
    amount: toJsonAmount(refund.amount),
    currency: refund.currency,
    merchant_reference: refund.merchantReference ?? undefined,
    reason: (refund.reason ?? undefined) as RefundBody['reason'],
    created_at: refund.createdAt.toISOString(),
  };
}
