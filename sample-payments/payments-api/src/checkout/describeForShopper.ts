import type { Payment } from '@payments/core/contract';
import { CHECKOUT_PAGE, type ShopperPayment } from '@payments/core/dashboard-contract';

/** `ShopperPayment` of the contract, from the merchant's view. Names what it shows, so nothing new gets in by itself. */
export function describeForShopper(payment: Payment, publicUrl: string): ShopperPayment {
  const { id, status, amount, currency, description, next_action: action, last_error: error, live } = payment;
  return {
    id,
    status,
    amount,
    currency,
    description,
    next_action: action && { redirect_url: withReturn(action.redirect_url, `${publicUrl}${CHECKOUT_PAGE}/${id}`) },
    last_error: error && {
      type: error.type,
      code: error.code,
      message: error.message,
      decline_code: error.decline_code,
    },
    live,
  };
}

/** The bank's page, and where it sends the shopper afterwards: without the secret, which is not the bank's business. */
function withReturn(redirectUrl: string, returnUrl: string): string {
  const url = new URL(redirectUrl);
  url.searchParams.set('return_url', returnUrl);
  return url.href;
}
