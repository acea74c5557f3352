import { z } from 'zod';
import { amount, currency, paymentId, paymentMethod, paymentStatus } from '../contract/fields.ts';
import { errorSchema } from '../contract/problem.ts';

/** Path of the page where a shopper pays, followed by the payment's id; the client secret is the fragment. */
export const CHECKOUT_PAGE = '/checkout';

/** What the holder of a link may see of a payment: nothing of the merchant's own notes, tokens or refunds. */
export const shopperPaymentSchema = z.object({
  id: paymentId,
  status: paymentStatus,
  amount,
  currency,
  description: z.string().optional(),
  /** While the status is `requires_action`: go there in the same window. The bank sends the shopper back to the page. */
  next_action: z.object({ redirect_url: z.url() }).optional(),
  /** Why the last try failed. */
  last_error: errorSchema.pick({ type: true, code: true, message: true, decline_code: true }).optional(),
  live: z.boolean(),
});

export const checkoutSchema = z.object({
  merchant: z.object({ name: z.string() }),
  payment: shopperPaymentSchema,
});

/** A token, never a card number. */
export const confirmCheckoutSchema = z.strictObject({ payment_method: paymentMethod });

/** Where a shopper pays: what a merchant sends to them. */
export function checkoutUrl(publicUrl: string, id: string, secret: string): string {
  return `${publicUrl}${CHECKOUT_PAGE}/${id}#${secret}`;
}

export type ShopperPayment = z.output<typeof shopperPaymentSchema>;
export type Checkout = z.output<typeof checkoutSchema>;
export type ConfirmCheckout = z.output<typeof confirmCheckoutSchema>;
