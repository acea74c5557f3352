import { REFUND_STATUSES } from '../payments/refundStates.ts';
import { z } from 'zod';
import { amount, currency, merchantReference, moment, pageQuery, paymentId, refundId } from './fields.ts';

export const refundReason = z.enum(['duplicate', 'fraudulent', 'requested_by_customer']);

export const createRefundSchema = z.strictObject({
  payment: paymentId,
  amount: amount.optional(),
  merchant_reference: merchantReference.optional(),
  reason: refundReason.optional(),
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
    reason: refundReason.optional(),
    created_at: moment,
  })
  .meta({ id: 'Refund' });

export type CreateRefund = z.output<typeof createRefundSchema>;
export type ListRefunds = z.output<typeof listRefundsSchema>;
export type Refund = z.output<typeof refundSchema>;
