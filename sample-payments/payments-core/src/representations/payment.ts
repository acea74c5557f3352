import type { Payment as PaymentBody } from '../contract/payments.ts';
import type { Payment } from '../database/entities/payment.entity.ts';
import { publicId } from '../identifiers/index.ts';
import { toJsonAmount } from '../money/index.ts';

/** The columns a payment's representation shows. Any row or draft with these will do. */
export type PaymentFacts = Pick<
  Payment,
  | 'id'
  | 'status'
  | 'amount'
  | 'currency'
  | 'amountCaptured'
  | 'amountRefunded'
  | 'captureMethod'
  | 'paymentMethod'
  | 'nextActionUrl'
  | 'merchantReference'
  | 'description'
  | 'metadata'
  | 'lastError'
  | 'live'
  | 'createdAt'
>;

/** `Payment` of the HTTP contract. Fields without a value are left out; the order of the others never changes. */
export function describePayment(payment: PaymentFacts): PaymentBody {
  return {
    id: publicId('payment', payment.id),
    status: payment.status,
    amount: toJsonAmount(payment.amount),
    currency: payment.currency,
    amount_captured: toJsonAmount(payment.amountCaptured),
    amount_refunded: toJsonAmount(payment.amountRefunded),
    capture_method: payment.captureMethod,
    payment_method: payment.paymentMethod ?? undefined,
    next_action: payment.nextActionUrl === null ? undefined : { redirect_url: payment.nextActionUrl },
    merchant_reference: payment.merchantReference ?? undefined,
    description: payment.description ?? undefined,
    metadata: payment.metadata,
    last_error: (payment.lastError ?? undefined) as PaymentBody['last_error'],
    live: payment.live,
    created_at: payment.createdAt.toISOString(),
  };
}
