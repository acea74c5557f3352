import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { DataSource } from 'typeorm';
import { fromTypeOrm, type Queryable } from '@payments/core/database';
import { publicId } from '@payments/core/identifiers';
import { unseal } from '@payments/core/sealing';
import { linkTo } from '@payments/core/telemetry';
import { secretsInForce, signedHeaders } from '@payments/core/webhooks';
import { claimDelivery, endpointOf, type ClaimedDelivery } from './claimDelivery.ts';
import { Lanes } from './Lanes.ts';
import { recordAttempt, type AttemptOutcome } from './recordAttempt.ts';
import { sendWebhook, type WebhookAnswer } from './sendWebhook.ts';

export interface DeliveryRunnerOptions {
  dataSource: DataSource;
  sealingKey: Buffer;
  concurrency: number;
  perEndpoint: number;
  timeoutMs: number;
  allowLoopback: boolean;
  allowedHosts: readonly string[];
  /** Told of each attempt, for metrics and logs. */
  onAttempt: (delivery: ClaimedDelivery, outcome: AttemptOutcome, answer: WebhookAnswer, durationMs: number) => void;
}

/** Added to the webhook's timeout: a lease must outlast the attempt and the writing of its result. */
const LEASE_MARGIN_MS = 10_000;

/** A lane ends after this many, so that hot endpoints leave places to others. */
const LONGEST_LANE = 100;

/** Sends deliveries, whoever hints at them: a job in Redis or the sweeper. Asking twice for one does no harm. */
export class DeliveryRunner {
  readonly #options: DeliveryRunnerOptions;
  readonly #database: Queryable;
  readonly #lanes: Lanes;
  readonly #running = new Set<Promise<void>>();
  #draining = false;

  constructor(options: DeliveryRunnerOptions) {
    this.#options = options;
    this.#database = fromTypeOrm(options.dataSource);
    this.#lanes = new Lanes(options.concurrency, options.perEndpoint);
  }

  /** Deliveries in flight. */
  get busy(): number {
    return this.#lanes.busy;
  }

  /**
   * Sends a delivery if it is due and free, its endpoint may be called, and there is a place; then what else is due at
   * that endpoint, so that a backlog drains as fast as it is received and not as often as somebody looks.
   */
  async run(id: string, endpointId?: string): Promise<void> {
    const work = this.#run(id, endpointId);
    this.#running.add(work);
    try {
      await work;
    } finally {
      this.#running.delete(work);
    }
  }

  /**
   * Starts nothing more and waits for what is in flight.
   * @returns false when that took longer than the limit; leases make another worker send it
   */
  async drain(withinMs: number): Promise<boolean> {
    this.#draining = true;
    const timeout = Promise.withResolvers<false>();
    const timer = setTimeout(() => timeout.resolve(false), withinMs);
    const finished = Promise.allSettled(this.#running).then(() => true);
    const inTime = await Promise.race([finished, timeout.promise]);
    clearTimeout(timer);
    return inTime;
  }

  async #run(id: string, hinted: string | undefined): Promise<void> {
    if (this.#draining) return;
    const endpointId = hinted ?? (await endpointOf(this.#database, id));
    if (endpointId === undefined || !this.#lanes.enter(endpointId)) return;
    try {
      let delivery = await this.#claim(endpointId, id);
      for (let count = 1; delivery; count += 1) {
        await this.#deliver(delivery);
        if (this.#draining || count >= LONGEST_LANE || !this.#lanes.mayGoOn(endpointId)) return;
        delivery = await this.#claim(endpointId);
      }
    } finally {
      this.#lanes.leave(endpointId);
    }
  }

  #claim(endpointId: string, id?: string): Promise<ClaimedDelivery | undefined> {
    return claimDelivery(this.#database, endpointId, id, this.#options.timeoutMs + LEASE_MARGIN_MS);
  }

  /** A trace of its own that links to the request which caused the event: retries may follow days later. */
  async #deliver(delivery: ClaimedDelivery): Promise<void> {
    const options = {
      kind: SpanKind.PRODUCER,
      root: true,
      links: linkTo(delivery.traceparent),
      attributes: {
        'webhook.delivery': publicId('webhookDelivery', delivery.id),
        'webhook.event': publicId('event', delivery.eventId),
        'webhook.endpoint': publicId('webhookEndpoint', delivery.endpointId),
        'webhook.attempt': delivery.attemptsSinceResend + 1,
      },
    };
    await trace.getTracer('settlement-worker').startActiveSpan('webhook.deliver', options, async span => {
      try {
        const startedAt = performance.now();
        const answer = await this.#send(delivery);
        const durationMs = performance.now() - startedAt;
        const outcome = await recordAttempt(this.#database, delivery, answer, durationMs);
        this.#lanes.setFailing(delivery.endpointId, outcome !== 'delivered');
        span.setAttribute('webhook.outcome', outcome);
        if (outcome !== 'delivered') span.setStatus({ code: SpanStatusCode.ERROR });
        this.#options.onAttempt(delivery, outcome, answer, durationMs);
      } finally {
        span.end();
      }
    });
  }

  #send(delivery: ClaimedDelivery): Promise<WebhookAnswer> {
    const { url, payload, eventId, now } = delivery;
    const message = { id: publicId('event', eventId), timestamp: Math.floor(now.getTime() / 1_000), body: payload };
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Payments-Webhooks/1.0',
      ...signedHeaders(message, this.#secrets(delivery)),
    };
    const { timeoutMs, allowLoopback, allowedHosts } = this.#options;
    return sendWebhook({ url, headers, body: payload, timeoutMs, allowLoopback, allowedHosts });
  }

  #secrets(delivery: ClaimedDelivery): string[] {
    const { endpointId, secretSealed, previousSecretSealed, previousSecretExpiresAt, now } = delivery;
    const open = (sealed: Buffer) => unseal(sealed, this.#options.sealingKey, `webhook_endpoint:${endpointId}`);
    const previous = previousSecretSealed ? open(previousSecretSealed) : undefined;
    const secrets = { current: open(secretSealed), previous, previousExpiresAt: previousSecretExpiresAt ?? undefined };
    return secretsInForce(secrets, now);
  }
}
