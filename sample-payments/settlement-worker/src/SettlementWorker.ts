import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AcquirerClient } from '@payments/core/acquirer';
import { publicId } from '@payments/core/identifiers';
import { Completer } from './completer/Completer.ts';
import { DeliveryRunner, type DeliveryRunnerOptions } from './deliveries/DeliveryRunner.ts';
import { Sweeper } from './deliveries/Sweeper.ts';
import { WorkerMetrics } from './health/WorkerMetrics.ts';
import { Loop } from './loops/Loop.ts';
import { LOGGER, SETTINGS } from './platform/tokens.ts';
import { DeliveryQueue } from './queue/DeliveryQueue.ts';
import { OutboxRelay, worthHinting } from './relay/OutboxRelay.ts';
import { SettlementTimer } from './settlement/SettlementTimer.ts';
import type { WorkerSettings } from './settings.ts';

/** The first pause of an idle loop. */
const MINIMUM_PAUSE_MS = 20;

/** Longer than for deliveries: an unknown charge is due seconds ahead, and a settlement hours. */
const COMPLETER_PAUSE_MS = 1_000;
const SETTLEMENT_PAUSE_MS = 60_000;

/** How long jobs may take to be closed in Redis once their deliveries are done. */
const QUEUE_CLOSE_MS = 2_000;

/** The four loops of the worker, and the order in which they start and end. */
@Injectable()
export class SettlementWorker {
  readonly #runner: DeliveryRunner;
  readonly #loops: Loop[];
  #isWorking = false;
  #stopped: Promise<void> | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: WorkerSettings,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(DeliveryQueue) private readonly queue: DeliveryQueue,
    @Inject(AcquirerClient) private readonly acquirer: AcquirerClient,
    @Inject(WorkerMetrics) private readonly metrics: WorkerMetrics,
  ) {
    this.#runner = new DeliveryRunner(this.#runnerOptions());
    const sweeping = this.#sweeping();
    this.#loops = [this.#relaying(sweeping), sweeping, this.#completing(), this.#settling()];
  }

  /** True between start and stop. */
  get isWorking(): boolean {
    return this.#isWorking;
  }

  async start(): Promise<void> {
    this.metrics.start();
    await this.queue.start(id => this.#runner.run(id));
    for (const loop of this.#loops) loop.start();
    this.#isWorking = true;
    this.logger.info('working');
  }

  /** Claims nothing more, finishes what is in flight up to the limit, and lets go of Redis. Once, however often asked. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#isWorking = false;
    const drained = this.#runner.drain(this.settings.FINISH_WITHIN_MS);
    await Promise.all(this.#loops.map(loop => loop.stop()));
    if (!(await drained)) this.logger.warn({ busy: this.#runner.busy }, 'deliveries were left to their leases');
    await this.queue.close(QUEUE_CLOSE_MS);
    this.metrics.stop();
    this.logger.info('stopped');
  }

  #relaying(sweeping: Loop): Loop {
    const relay = new OutboxRelay(this.dataSource);
    return this.#loop('relay', this.settings.POLL_MAXIMUM_MS, async () => {
      const { events, deliveries } = await relay.dispatch();
      const hints = worthHinting(deliveries, this.settings.ENDPOINT_CONCURRENCY);
      if (hints.length > 0 && !(await this.queue.enqueue(hints))) sweeping.hint();
      return events > 0;
    });
  }

  #sweeping(): Loop {
    const { dataSource, queue } = this;
    const runner = this.#runner;
    const perEndpoint = this.settings.ENDPOINT_CONCURRENCY;
    const sweeper = new Sweeper({ dataSource, queue, runner, perEndpoint, onError: this.#failed('delivery') });
    return this.#loop('sweeper', this.settings.POLL_MAXIMUM_MS, () => sweeper.sweep());
  }

  #completing(): Loop {
    const { dataSource, acquirer } = this;
    const completer = new Completer({
      dataSource,
      acquirer,
      onAnswer: ({ id, kind }, outcome) => {
        this.metrics.countInquiry(outcome);
        this.logger.info({ reference: id, kind, outcome }, 'asked the acquirer');
      },
      onError: this.#failed('completion'),
    });
    return this.#loop('completer', COMPLETER_PAUSE_MS, () => completer.complete());
  }

  #settling(): Loop {
    const timer = new SettlementTimer({
      dataSource: this.dataSource,
      onSettled: (businessDate, batches) => {
        this.metrics.countBatches(batches);
        this.logger.info({ businessDate, batches }, 'settled');
      },
    });
    return this.#loop('settlement', SETTLEMENT_PAUSE_MS, () => timer.settle());
  }

  #loop(name: string, maximumMs: number, step: () => Promise<boolean>): Loop {
    return new Loop({ step, maximumMs, minimumMs: Math.min(MINIMUM_PAUSE_MS, maximumMs), onError: this.#failed(name) });
  }

  #failed(name: string): (error: unknown) => void {
    return error => this.logger.error({ err: error }, `${name} failed; it goes on`);
  }

  #runnerOptions(): DeliveryRunnerOptions {
    const { settings, metrics, logger } = this;
    return {
      dataSource: this.dataSource,
      sealingKey: settings.SEALING_KEY,
      concurrency: settings.DELIVERY_CONCURRENCY,
      perEndpoint: settings.ENDPOINT_CONCURRENCY,
      timeoutMs: settings.WEBHOOK_TIMEOUT_MS,
      allowLoopback: settings.WEBHOOK_ALLOW_LOOPBACK,
      allowedHosts: settings.WEBHOOK_ALLOWED_HOSTS,
      onAttempt: ({ id, endpointId }, outcome, answer, durationMs) => {
        metrics.countAttempt(outcome, answer.failure, durationMs);
        const ids = { delivery: publicId('webhookDelivery', id), endpoint: publicId('webhookEndpoint', endpointId) };
        const line = { ...ids, ...answer, outcome, durationMs: Math.round(durationMs) };
        if (outcome === 'delivered') logger.debug(line, 'webhook delivered');
        else logger.info(line, 'webhook not delivered');
      },
    };
  }
}
