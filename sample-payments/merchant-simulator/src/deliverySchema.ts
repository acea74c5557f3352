import { z } from 'zod';

/** What endpoints are called, as the last part of their address. */
export const endpointName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and dashes');

/** The headers of Standard Webhooks, and the trace that caused the delivery when there is one. */
export const deliveryHeaders = z.object({
  'webhook-id': z.string().regex(/^[\x21-\x7e]{1,100}$/),
  'webhook-timestamp': z.string().regex(/^\d{1,12}$/),
  'webhook-signature': z.string().min(1).max(1_000),
  traceparent: z
    .string()
    .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
    .optional()
    .catch(undefined),
});

export type DeliveryHeaders = z.output<typeof deliveryHeaders>;

const id = z.string().max(100);

/** The parts of an event that are looked at: a payment, or something that names its payment. */
export const eventBody = z.object({
  type: z.string().min(1).max(100),
  data: z.object({ id, payment: id.optional() }),
});

/** Text that is JSON of a schema. */
export function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string('must be JSON')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
