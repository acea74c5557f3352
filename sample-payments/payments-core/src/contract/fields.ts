import { isCurrency } from '../money/currencies.ts';
import { EVENT_TYPES } from '../payments/eventTypes.ts';
import { PAYMENT_STATUSES } from '../payments/paymentStates.ts';
import { z } from 'zod';
import { refusal } from './refusal.ts';

/** Text that Postgres can hold and that comes back as it was sent: no NUL, no half of a surrogate pair. */
export const text = z
  .string()
  .refine(
    value => !value.includes('\0') && value.isWellFormed(),
    refusal('text_unusable', 'Holds a character that cannot be stored.'),
  );

export const amount = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).meta({ id: 'Amount' });

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Must be three capital letters (ISO 4217).')
  .refine(isCurrency, refusal('currency_unknown', 'This currency is not known.'))
  .meta({ id: 'Currency' });

const idOf = (prefix: string, id: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-Za-z]+$`), `Must start with ${prefix}_.`)
    .meta({ id });

export const paymentId = idOf('pay', 'PaymentId');
export const refundId = idOf('ref', 'RefundId');
export const webhookEndpointId = idOf('whe', 'WebhookEndpointId');
export const apiKeyId = idOf('key', 'ApiKeyId');
export const deliveryId = z.string().regex(/^whd_[0-9A-Za-z]+$/);

export const paymentMethod = z
  .string()
  .regex(/^tok_[0-9A-Za-z_]+$/, 'Must be a token, such as tok_visa_4f9d.')
  .meta({ id: 'PaymentMethod' });

/** `cs_` and 43 characters of base64url. */
export const clientSecret = z.string().regex(/^cs_[0-9A-Za-z_-]{43}$/);

export const merchantReference = text.min(1).max(100).meta({ id: 'MerchantReference' });

export const metadata = z
  .record(text, text.max(500))
  .refine(value => Object.keys(value).length <= 50, refusal('metadata_too_large', 'At most 50 entries.'))
  .meta({ id: 'Metadata', maxProperties: 50 });

export const paymentStatus = z.enum(PAYMENT_STATUSES).meta({ id: 'PaymentStatus' });
export const eventType = z.enum(EVENT_TYPES).meta({ id: 'EventType' });

export const moment = z.iso.datetime({ offset: true });

const digits = z.string().regex(/^\d{1,16}$/, 'Must be a whole number.');

/** A number in a query string, whose values are text. The schema that is published is the number's. */
export const inQuery = <Schema extends z.ZodType<number>>(schema: Schema) =>
  z.preprocess(value => (digits.safeParse(value).success ? Number(value) : value), schema);

/** How lists are paged. */
export const pageQuery = {
  limit: inQuery(z.number().int().min(1).max(100).default(10)),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
};

/** `Page` of the contract. */
export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item), has_more: z.boolean() });
