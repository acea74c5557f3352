import { publicId } from '../identifiers/index.ts';
import type { EventType } from '../payments/eventTypes.ts';

export interface EventFacts {
  /** UUID of the outbox row. */
  id: string;
  type: EventType;
  createdAt: Date;
  /** The payment or refund as it was then, from `describePayment` or `describeRefund`. */
  data: Record<string, unknown>;
}

/** `Event` of the HTTP contract as the exact text that is stored in the outbox, signed and sent. */
export function eventPayload({ id, type, createdAt, data }: EventFacts): string {
  return JSON.stringify({
    id: publicId('event', id),
    type,
    version: 1,
    created_at: createdAt.toISOString(),
    data,
  });
}
