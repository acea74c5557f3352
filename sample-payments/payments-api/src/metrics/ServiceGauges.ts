import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { metrics, type BatchObservableResult, type Observable } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { Database } from '../platform/Database.ts';
import { LOGGER } from '../platform/tokens.ts';

const GAUGES = {
  'payments.outbox.oldest_age': 'Seconds the oldest event has been due',
  'payments.webhooks.dead': 'Deliveries that were given up',
  'payments.charges.unknown': 'Charges and refunds whose outcome is not known',
  'payments.ledger.imbalance':
    'Sum over currencies of the difference between debits and credits; anything but 0 is an incident',
  'payments.pool.waiting': 'Requests that wait for a database connection',
  'payments.event_loop.lag': '99th percentile of the event loop’s delay since the last scrape, in seconds',
} as const;

type GaugeName = keyof typeof GAUGES;

/** Backlogs are read at most this often, however often and by however many this process is scraped. */
const BACKLOGS_LAST_MS = 5_000;
/** The ledger is summed up less often, because that reads all of it. */
const LEDGER_LASTS_MS = 60_000;

/** What a scrape tells of this process and of the database. All processes show the same backlogs. */
@Injectable()
export class ServiceGauges implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #meter = metrics.getMeter('payments-api');
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  readonly #measured = new Map<string, { values: Record<string, number>; until: number }>();
  #stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#delay.enable();
    const entries = Object.entries(GAUGES) as [GaugeName, string][];
    const gauges = new Map<string, Observable>(
      entries.map(([name, description]) => [name, this.#meter.createObservableGauge(name, { description })]),
    );
    const observe = (result: BatchObservableResult) => this.#observe(result, gauges);
    const observables = [...gauges.values()];
    this.#meter.addBatchObservableCallback(observe, observables);
    this.#stop = () => this.#meter.removeBatchObservableCallback(observe, observables);
  }

  onApplicationShutdown(): void {
    this.#stop?.();
    this.#delay.disable();
  }

  async #observe(result: BatchObservableResult, gauges: ReadonlyMap<string, Observable>): Promise<void> {
    const lag = this.#delay.percentile(99) / 1e9;
    this.#delay.reset();
    const values: Record<string, number> = {
      'payments.pool.waiting': this.database.waiting,
      'payments.event_loop.lag': Number.isFinite(lag) ? lag : 0,
    };
    try {
      Object.assign(
        values,
        await this.#measure(BACKLOGS, BACKLOGS_LAST_MS),
        await this.#measure(LEDGER, LEDGER_LASTS_MS),
      );
    } catch (error) {
      // A gauge that is missing says more than one that is old.
      this.logger.warn({ err: error }, 'backlogs were not measured');
    }
    for (const [name, value] of Object.entries(values)) {
      const gauge = gauges.get(name);
      if (gauge) result.observe(gauge, value);
    }
  }

  async #measure(sql: string, lastsMs: number): Promise<Record<string, number>> {
    const known = this.#measured.get(sql);
    if (known && known.until > Date.now()) return known.values;
    const [values = {}] = await this.database.query<Record<string, number>>(sql);
    this.#measured.set(sql, { values, until: Date.now() + lastsMs });
    return values;
  }
}

const BACKLOGS = `
  SELECT
    (SELECT coalesce(extract(epoch FROM now() - min(next_attempt_at)), 0)::float8 FROM outbox_events
      WHERE state = 'waiting' AND next_attempt_at <= now()) AS "payments.outbox.oldest_age",
    (SELECT count(*)::integer FROM webhook_deliveries WHERE state = 'dead') AS "payments.webhooks.dead",
    (SELECT count(*)::integer FROM charge_attempts WHERE state = 'unknown')
      + (SELECT count(*)::integer FROM refunds WHERE status = 'pending' AND inquiries > 0) AS "payments.charges.unknown"`;

/** By the accounts' own currency, as invariant I1 counts it. */
const LEDGER = `
  SELECT coalesce(sum(abs(difference)), 0)::float8 AS "payments.ledger.imbalance" FROM (
    SELECT account.currency, sum(leg.amount) AS difference FROM (
      SELECT debit_account AS account, amount FROM ledger_entries
      UNION ALL SELECT credit_account, -amount FROM ledger_entries
    ) leg JOIN ledger_accounts account ON account.id = leg.account GROUP BY account.currency
  ) currencies`;
