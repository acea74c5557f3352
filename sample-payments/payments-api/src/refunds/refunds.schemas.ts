import { REFUND_STATUSES } from '@payments/core/payments';
import { z } from 'zod';
import { amount, currency, merchantReference, moment, pageQuery, paymentId, refundId } from '../http/schemas.ts';

const reason = z.enum(['duplicate', 'fraudulent', 'requested_by_customer']);

export const createRefundSchema = z.strictObject({
  payment: paymentId,
  amount: amount.optional(),
  merchant_reference: merchantReference.optional(),
  reason: reason.optional(),
});

export const listRefundsSchema = z.strictObject({ payment: paymentId.optional(), ...pageQuery });

/** `Refund` of the contract; `describeRefund` writes it. */
export const refundSchema = z
  .object({
    id: refundId,
    payment: paymentId,
    status: z.enum(REFUND_STATUSES),
    amount,
    currency,
    merchant_reference: merchantReference.optional(),
    reason: reason.optional(),
    created_at: moment,
  })
  .meta({ id: 'Refund' });

export type CreateRefund = z.output<typeof createRefundSchema>;
export type ListRefunds = z.output<typeof listRefundsSchema>;
