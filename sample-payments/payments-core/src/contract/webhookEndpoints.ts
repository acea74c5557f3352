import { z } from 'zod';
import { ATTEMPT_FAILURES } from '../webhooks/deliveryOutcome.ts';
import { deliveryId, eventType, moment, pageQuery, text, webhookEndpointId } from './fields.ts';
import { paymentSchema } from './payments.ts';
import { refundSchema } from './refunds.ts';
import { refusal } from './refusal.ts';

const url = text
  .max(2000)
  .regex(/^https:\/\//, 'Must start with https://.')
  .meta({ id: 'WebhookUrl', format: 'uri' });

/** As answers show it. An operator may have allowed http for hosts of their own, such as a simulated merchant. */
const shownUrl = text
  .max(2000)
  .regex(/^https?:\/\//)
  .meta({ format: 'uri' });

const events = z
  .array(eventType)
  .min(1)
  .refine(list => new Set(list).size === list.length, refusal('duplicates', 'Each value may come once.'))
  .meta({ id: 'WebhookEvents', uniqueItems: true });

export const createWebhookEndpointSchema = z.strictObject({ url, events });

export const updateWebhookEndpointSchema = z
  .strictObject({ url: url.optional(), events: events.optional(), enabled: z.boolean().optional() })
  .refine(body => Object.keys(body).length > 0, refusal('body_empty', 'Name at least one field to change.'))
  .meta({ minProperties: 1 });

export const listWebhookEndpointsSchema = z.strictObject(pageQuery);

const deliveryStatus = z.enum(['waiting', 'delivered', 'dead']).meta({ id: 'DeliveryStatus' });

export const listDeliveriesSchema = z.strictObject({ status: deliveryStatus.optional(), ...pageQuery });

/** `WebhookEndpoint` of the contract. */
export const webhookEndpointSchema = z
  .object({ id: webhookEndpointId, url: shownUrl, events, enabled: z.boolean(), created_at: moment })
  .meta({ id: 'WebhookEndpoint' });

export const webhookEndpointWithSecretSchema = z.intersection(
  webhookEndpointSchema,
  z.object({ secret: z.string().regex(/^whsec_/) }),
);

/** `Event` of the contract; `eventPayload` writes it. */
export const eventSchema = z
  .object({
    id: z.string().regex(/^evt_[0-9A-Za-z]+$/),
    type: eventType,
    version: z.literal(1),
    created_at: moment,
    data: z.union([paymentSchema, refundSchema]),
  })
  .meta({ id: 'Event' });

/** `WebhookDelivery` of the contract. */
export const deliverySchema = z
  .object({
    id: deliveryId,
    event: eventSchema,
    status: deliveryStatus,
    next_attempt_at: moment.optional(),
    attempts: z.array(
      z.object({
        at: moment,
        duration_ms: z.number().int().min(0),
        http_status: z.number().int().optional(),
        failure: z.enum(ATTEMPT_FAILURES).optional(),
      }),
    ),
  })
  .meta({ id: 'WebhookDelivery' });

export type CreateWebhookEndpoint = z.output<typeof createWebhookEndpointSchema>;
export type UpdateWebhookEndpoint = z.output<typeof updateWebhookEndpointSchema>;
export type ListWebhookEndpoints = z.output<typeof listWebhookEndpointsSchema>;
export type ListDeliveries = z.output<typeof listDeliveriesSchema>;
export type WebhookEndpoint = z.output<typeof webhookEndpointSchema>;
export type WebhookDelivery = z.output<typeof deliverySchema>;
