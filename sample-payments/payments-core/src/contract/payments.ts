import { z } from 'zod';
import {
  amount,
  clientSecret,
  currency,
  inQuery,
  merchantReference,
  metadata,
  moment,
  pageQuery,
  paymentId,
  paymentMethod,
  paymentStatus,
  text,
} from './fields.ts';
import { errorSchema } from './problem.ts';
import { refusal } from './refusal.ts';

export const createPaymentSchema = z
  .strictObject({
    amount,
    currency,
    payment_method: paymentMethod.optional(),
    confirm: z.boolean().default(false),
    capture_method: z.enum(['automatic', 'manual']).default('automatic'),
    merchant_reference: merchantReference.optional(),
    description: text.max(500).optional(),
    metadata: metadata.optional(),
  })
  .refine(body => !body.confirm || body.payment_method !== undefined, {
    ...refusal('parameter_missing', 'Needed to confirm.'),
    path: ['payment_method'],
  });

export const confirmPaymentSchema = z.strictObject({ payment_method: paymentMethod.optional() });

export const capturePaymentSchema = z.strictObject({ amount: amount.optional() });

export const cancelPaymentSchema = z.strictObject({
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']).optional(),
});

const filters = {
  status: paymentStatus.optional(),
  created_from: moment.optional(),
  created_to: moment.optional(),
};

export const listPaymentsSchema = z.strictObject({ ...pageQuery, ...filters });

export const searchPaymentsSchema = z.strictObject({
  q: text.min(2).max(100).optional(),
  amount_from: inQuery(amount).optional(),
  amount_to: inQuery(amount).optional(),
  currency: currency.optional(),
  ...pageQuery,
  ...filters,
});

/** `Payment` of the contract; `describePayment` writes it. */
export const paymentSchema = z
  .object({
    id: paymentId,
    status: paymentStatus,
    amount,
    currency,
    amount_captured: z.number().int().min(0),
    amount_refunded: z.number().int().min(0),
    capture_method: z.enum(['automatic', 'manual']),
    payment_method: paymentMethod.optional(),
    next_action: z.object({ redirect_url: z.url() }).optional(),
    merchant_reference: merchantReference.optional(),
    description: z.string().max(500).optional(),
    metadata: metadata.optional(),
    last_error: errorSchema.optional(),
    live: z.boolean(),
    created_at: moment,
  })
  .meta({ id: 'Payment' });

/** `CheckoutLink` of the contract. The client secret is also the fragment of the link: who has either can pay. */
export const checkoutLinkSchema = z
  .object({ checkout_url: z.url(), client_secret: clientSecret })
  .meta({ id: 'CheckoutLink' });

export type CreatePayment = z.output<typeof createPaymentSchema>;
export type ConfirmPayment = z.output<typeof confirmPaymentSchema>;
export type CapturePayment = z.output<typeof capturePaymentSchema>;
export type CancelPayment = z.output<typeof cancelPaymentSchema>;
export type ListPayments = z.output<typeof listPaymentsSchema>;
export type SearchPayments = z.output<typeof searchPaymentsSchema>;
export type Payment = z.output<typeof paymentSchema>;
export type CheckoutLink = z.output<typeof checkoutLinkSchema>;
