import { Inject, Injectable } from '@nestjs/common';
import { metrics, type BatchObservableResult, type Observable } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { fromTypeOrm } from '@payments/core/database';
import { BREAKER_THRESHOLD } from '../deliveries/breaker.ts';
import { LOGGER } from '../platform/tokens.ts';
import { DeliveryQueue } from '../queue/DeliveryQueue.ts';

/** What Postgres knows is measured when it is scraped, so that all workers show the same. */
const GAUGES = {
  'payments.outbox.due': 'Events that wait to be dispatched',
  'payments.outbox.oldest_age': 'Seconds the oldest of them has been due',
  'payments.outbox.dead': 'Events that could not be dispatched',
  'payments.webhooks.due': 'Deliveries that are due and not being sent',
  'payments.webhooks.oldest_age': 'Seconds the oldest of them has been due',
  'payments.webhooks.waiting': 'Deliveries that are neither made nor given up',
  'payments.webhooks.dead': 'Deliveries that were given up',
  'payments.webhooks.open_breakers': 'Endpoints that are paused after failures',
  'payments.charges.unknown': 'Charges and refunds whose outcome is not known',
} as const;

type GaugeName = keyof typeof GAUGES;

/** Counts attempts and answers as they happen; reads backlogs from Postgres and Redis when asked. */
@Injectable()
export class WorkerMetrics {
  readonly #meter = metrics.getMeter('settlement-worker');
  readonly #attempts = this.#meter.createCounter('payments.webhooks.attempts', { description: 'Attempts by outcome' });
  readonly #duration = this.#meter.createHistogram('payments.webhooks.duration', { unit: 's' });
  readonly #inquiries = this.#meter.createCounter('payments.charges.inquiries', {
    description: 'Inquiries by outcome',
  });
  readonly #batches = this.#meter.createCounter('payments.settlement.batches', { description: 'Batches made' });
  #stop: (() => void) | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(DeliveryQueue) private readonly queue: DeliveryQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  countAttempt(outcome: string, failure: string | undefined, durationMs: number): void {
    this.#attempts.add(1, { outcome, failure: failure ?? 'none' });
    this.#duration.record(durationMs / 1_000, { outcome });
  }

  countInquiry(outcome: string): void {
    this.#inquiries.add(1, { outcome });
  }

  countBatches(made: number): void {
    this.#batches.add(made);
  }

  /** Begins to answer scrapes. */
  start(): void {
    const entries = Object.entries(GAUGES) as [GaugeName, string][];
    const gauges = new Map<string, Observable>(
      entries.map(([name, description]) => [name, this.#meter.createObservableGauge(name, { description })]),
    );
    const depth = this.#meter.createObservableGauge('payments.queue.depth', { description: 'Hints in Redis' });
    const observe = (result: BatchObservableResult) => this.#observe(result, gauges, depth);
    const observables = [...gauges.values(), depth];
    this.#meter.addBatchObservableCallback(observe, observables);
    this.#stop = () => this.#meter.removeBatchObservableCallback(observe, observables);
  }

  stop(): void {
    this.#stop?.();
  }

  async #observe(result: BatchObservableResult, gauges: Map<string, Observable>, depth: Observable): Promise<void> {
    try {
      const [row] = await fromTypeOrm(this.dataSource).query<Record<string, number>>(MEASURE, [BREAKER_THRESHOLD]);
      for (const [name, value] of Object.entries(row ?? {})) {
        const gauge = gauges.get(name);
        if (gauge) result.observe(gauge, value);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'backlogs were not measured');
    }
    const hints = await this.queue.depth();
    if (hints !== undefined) result.observe(depth, hints);
  }
}

const age = (from: string) => `coalesce(extract(epoch FROM now() - min(${from})), 0)::float8`;

const MEASURE = `
  SELECT event.*, delivery.*,
    (SELECT count(*)::integer FROM outbox_events WHERE state = 'dead') AS "payments.outbox.dead",
    (SELECT count(*)::integer FROM webhook_deliveries WHERE state = 'dead') AS "payments.webhooks.dead",
    (SELECT count(*)::integer FROM webhook_endpoints
      WHERE consecutive_failures >= $1 AND enabled AND deleted_at IS NULL) AS "payments.webhooks.open_breakers",
    (SELECT count(*)::integer FROM charge_attempts WHERE state = 'unknown')
      + (SELECT count(*)::integer FROM refunds WHERE status = 'pending' AND inquiries > 0) AS "payments.charges.unknown"
  FROM (
    SELECT count(*)::integer AS "payments.outbox.due", ${age('next_attempt_at')} AS "payments.outbox.oldest_age"
    FROM outbox_events WHERE state = 'waiting' AND next_attempt_at <= now()
  ) event, (
    SELECT count(*) FILTER (WHERE is_due)::integer AS "payments.webhooks.due", count(*)::integer AS "payments.webhooks.waiting",
      coalesce(max(extract(epoch FROM now() - next_attempt_at)) FILTER (WHERE is_due), 0)::float8 AS "payments.webhooks.oldest_age"
    FROM (
      SELECT next_attempt_at, next_attempt_at <= now() AND (claimed_until IS NULL OR claimed_until < now()) AS is_due
      FROM webhook_deliveries WHERE state = 'waiting'
    ) waiting
  ) delivery`;
