/** The event types merchants can subscribe to, as the HTTP contract lists them. */
export const EVENT_TYPES = [
  'payment.created',
  'payment.requires_action',
  'payment.requires_capture',
  'payment.succeeded',
  'payment.declined',
  'payment.canceled',
  'refund.created',
  'refund.succeeded',
  'refund.failed',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];
