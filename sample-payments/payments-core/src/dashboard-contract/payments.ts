import { z } from 'zod';
import {
  amount,
  currency,
  inQuery,
  merchantReference,
  metadata,
  moment,
  pageQuery,
  paymentStatus,
  refundId,
  text,
} from '../contract/fields.ts';
import { paymentSchema } from '../contract/payments.ts';
import { refundReason, refundSchema } from '../contract/refunds.ts';
import { refusal } from '../contract/refusal.ts';
import { PAYMENT_STATUSES, type PaymentStatus } from '../payments/paymentStates.ts';
import { ENTRY_KINDS, ACCOUNT_KINDS } from '../ledger/journals.ts';

/** Several statuses in one query parameter, separated by commas. */
const statuses = z
  .string()
  .transform(list => list.split(',') as PaymentStatus[])
  .refine(
    list => list.every(status => PAYMENT_STATUSES.includes(status)) && new Set(list).size === list.length,
    refusal('parameter_invalid', `Must be of ${PAYMENT_STATUSES.join(', ')}, each once, separated by commas.`),
  );

/** What narrows the list of payments, and the export in the same way. All of it stands in the query string. */
export const paymentFilter = {
  status: statuses.optional(),
  currency: currency.optional(),
  /** Inclusive. */
  created_from: moment.optional(),
  /** Exclusive. */
  created_to: moment.optional(),
  /** Minor units, inclusive. */
  amount_from: inQuery(amount).optional(),
  /** Minor units, inclusive. */
  amount_to: inQuery(amount).optional(),
  /** Part of an id of a payment or refund, of a reference, or of a description; in any case of letters. */
  q: text.min(2).max(100).optional(),
};

export const dashboardPaymentsQuerySchema = z.strictObject({ ...paymentFilter, ...pageQuery });

export const exportPaymentsQuerySchema = z.strictObject(paymentFilter);

/** Columns of the export, which is UTF-8 with a byte order mark and one header row. Amounts are decimals, `10.50`. */
export const EXPORT_COLUMNS = [
  'id',
  'created_at',
  'status',
  'currency',
  'amount',
  'amount_captured',
  'amount_refunded',
  'capture_method',
  'payment_method',
  'merchant_reference',
  'description',
  'error_code',
  'decline_code',
  'live',
] as const;

/** A payment to be paid on the checkout page, so it has no payment method yet. */
export const createCheckoutSchema = z.strictObject({
  amount,
  currency,
  capture_method: z.enum(['automatic', 'manual']).default('automatic'),
  merchant_reference: merchantReference.optional(),
  description: text.max(500).optional(),
  metadata: metadata.optional(),
});

/** The address to send to a shopper. Its fragment is the client secret: it lets its holder pay, and see what to pay. */
const checkoutUrl = z.url();

export const createdCheckoutSchema = z.object({ payment: paymentSchema, checkout_url: checkoutUrl });

export const refundPaymentSchema = z.strictObject({
  /** Minor units; all that is left when left out. */
  amount: amount.optional(),
  merchant_reference: merchantReference.optional(),
  reason: refundReason.optional(),
});

/** Who did it. People and keys have a name while they are known. */
const actor = z.object({
  kind: z.enum(['api_key', 'user', 'shopper', 'system']),
  /** Public id of a key or user; the name of a process. */
  id: z.string().optional(),
  name: z.string().optional(),
});

/** A step of the payment. */
const step = z.object({
  kind: z.literal('step'),
  at: moment,
  type: z.enum(['created', 'status_changed', 'refund_created', 'refund_succeeded', 'refund_failed']),
  from_status: paymentStatus.optional(),
  to_status: paymentStatus.optional(),
  amount: amount.optional(),
  actor,
  request_id: z.string().optional(),
});

/** Something that was asked of the acquirer, at the time it was asked. */
const attempt = z.object({
  kind: z.literal('attempt'),
  at: moment,
  operation: z.enum(['charge', 'authorise', 'capture', 'void']),
  state: z.enum(['pending', 'unknown', 'requires_action', 'approved', 'declined']),
  amount,
  decline_code: z.string().optional(),
  acquirer_reference: z.string().optional(),
  /** How often the acquirer was asked what became of it. */
  inquiries: z.number().int().min(0),
  finished_at: moment.optional(),
});

export const timelineEntrySchema = z.discriminatedUnion('kind', [step, attempt]);

/** A row of the ledger: the amount goes from the credited to the debited account. */
export const ledgerEntrySchema = z.object({
  /** Rows with the same journal were booked together. */
  journal: z.string(),
  line: z.number().int().min(1),
  at: moment,
  kind: z.enum(ENTRY_KINDS),
  debit: z.enum(ACCOUNT_KINDS),
  credit: z.enum(ACCOUNT_KINDS),
  amount,
  currency,
  refund: refundId.optional(),
});

/** What can be done with a payment. */
export const PAYMENT_OPERATIONS = ['checkout', 'capture', 'cancel', 'refund'] as const;

export const paymentDetailSchema = z.object({
  payment: paymentSchema,
  /** Oldest first. */
  refunds: z.array(refundSchema),
  /** Oldest first. */
  timeline: z.array(timelineEntrySchema),
  /** As booked, oldest first. */
  ledger: z.array(ledgerEntrySchema),
  /** The batch in which it was settled. */
  settlement: z.object({ id: z.string().regex(/^set_/), date: z.iso.date() }).optional(),
  /** Minor units that can still be refunded. */
  refundable: z.number().int().min(0),
  /** What its status and the signed-in role allow now. */
  operations: z.array(z.enum(PAYMENT_OPERATIONS)),
});

export type DashboardPaymentsQuery = z.output<typeof dashboardPaymentsQuerySchema>;
export type ExportPaymentsQuery = z.output<typeof exportPaymentsQuerySchema>;
export type CreateCheckout = z.output<typeof createCheckoutSchema>;
export type CreatedCheckout = z.output<typeof createdCheckoutSchema>;
export type RefundPayment = z.output<typeof refundPaymentSchema>;
export type TimelineEntry = z.output<typeof timelineEntrySchema>;
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;
export type PaymentOperation = (typeof PAYMENT_OPERATIONS)[number];
export type PaymentDetail = z.output<typeof paymentDetailSchema>;
