import type { Signature } from './signatureOf.ts';

/** What is remembered of a delivery: neither its body nor anything that could sign one. */
export interface Received {
  /** When it came, as ISO 8601 in UTC. */
  receivedAt: string;
  endpoint: string;
  webhookId: string;
  type: string;
  payment: string;
  /** 1 for the first delivery of its id to this endpoint; more for each one that came again. */
  attempt: number;
  signature: Signature;
  /** What it was answered with. */
  status: number;
  traceparent?: string;
}

export interface InboxQuery {
  endpoint?: string;
  payment?: string;
  limit: number;
}

/** More are forgotten, oldest first. */
export const LARGEST_INBOX = 500;

/** The latest deliveries, in memory. */
export class Inbox {
  readonly #received: Received[] = [];

  /** Remembers a delivery and counts how often it came. */
  add(delivery: Omit<Received, 'attempt'>): Received {
    const earlier = this.#received.findLast(
      ({ endpoint, webhookId }) => endpoint === delivery.endpoint && webhookId === delivery.webhookId,
    );
    const received = { ...delivery, attempt: (earlier?.attempt ?? 0) + 1 };
    this.#received.push(received);
    if (this.#received.length > LARGEST_INBOX) this.#received.shift();
    return received;
  }

  /** Newest first. */
  find({ endpoint, payment, limit }: InboxQuery): Received[] {
    return this.#received
      .filter(each => (endpoint ?? each.endpoint) === each.endpoint && (payment ?? each.payment) === each.payment)
      .toReversed()
      .slice(0, limit);
  }
}
