import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

export interface DeliveryQueueOptions {
  redisUrl: string;
  prefix: string;
  concurrency: number;
  /** Told when Redis goes away and when it comes back, once each. */
  onReachable: (reachable: boolean) => void;
}

/** In Redis `bull:deliveries:…`, which scalers watch. */
export const QUEUE_NAME = 'deliveries';

/** An answer that takes longer is treated as none; a hint is not worth waiting for. */
const REDIS_TIMEOUT_MS = 1_000;

/** After a failure Redis is left alone this long. */
const REST_MS = 2_000;

/**
 * Carries hints that a delivery is due to whichever worker is free. Losing all of them loses nothing: the rows in
 * Postgres stay due, and the sweeper finds them.
 */
export class DeliveryQueue {
  readonly #options: DeliveryQueueOptions;
  readonly #producer: Redis;
  readonly #consumer: Redis;
  #queue: Queue<{ id: string }> | undefined;
  #worker: Worker<{ id: string }> | undefined;
  #reachable = true;
  #restsUntil = 0;

  constructor(options: DeliveryQueueOptions) {
    this.#options = options;
    const retryStrategy = (tries: number) => Math.min(tries * 100, 2_000);
    // Instances, because BullMQ cannot load ioredis by itself in an ES module.
    this.#producer = new Redis(options.redisUrl, {
      retryStrategy,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: REDIS_TIMEOUT_MS,
    });
    this.#consumer = new Redis(options.redisUrl, { retryStrategy, maxRetriesPerRequest: null });
    for (const redis of [this.#producer, this.#consumer]) redis.on('error', () => {});
  }

  /** True as far as the latest command could tell. */
  get isReachable(): boolean {
    return this.#reachable;
  }

  /** Starts to take hints. Waits a moment for Redis, so that it does not count as away while it is only not yet there. */
  async start(handle: (id: string) => Promise<void>): Promise<void> {
    const { prefix, concurrency } = this.#options;
    this.#worker = new Worker<{ id: string }>(QUEUE_NAME, job => handle(job.data.id), {
      connection: this.#consumer,
      prefix,
      concurrency,
    });
    this.#worker.on('error', () => {});
    if (this.#producer.status === 'ready') return;
    const ready = new Promise(resolve => this.#producer.once('ready', resolve));
    await Promise.race([ready, delay(REDIS_TIMEOUT_MS)]);
  }

  /**
   * Hints at deliveries. One that is hinted at already is not added again; finished jobs are removed at once, so that
   * their ids are free for the next attempt.
   * @returns false when Redis did not take them
   */
  async enqueue(ids: readonly string[]): Promise<boolean> {
    if (ids.length === 0) return this.#reachable || (await this.depth()) !== undefined;
    const jobs = ids.map(id => ({ name: 'deliver', data: { id }, opts: { jobId: jobIdOf(id) } }));
    return (await this.#ask(queue => queue.addBulk(jobs))) !== undefined;
  }

  /** Jobs that wait or run, or `undefined` while Redis is away. */
  async depth(): Promise<number | undefined> {
    return this.#ask(queue => queue.getJobCountByTypes('waiting', 'active'));
  }

  /** Takes no more hints, waits for the running jobs up to the limit, and disconnects. */
  async close(withinMs: number): Promise<void> {
    const closing = Promise.allSettled([this.#worker?.close()]);
    await Promise.race([closing, delay(withinMs)]);
    this.#producer.disconnect();
    this.#consumer.disconnect();
  }

  async #ask<Result>(command: (queue: Queue<{ id: string }>) => Promise<Result>): Promise<Result | undefined> {
    if (Date.now() < this.#restsUntil) return undefined;
    const answer = this.#producer.status === 'ready' ? this.#answerOf(command) : undefined;
    const settled = await Promise.race([answer, delay(REDIS_TIMEOUT_MS)]);
    this.#note(settled !== undefined);
    return settled?.value;
  }

  /** A queue begins by asking Redis for its version and never forgets a failure of that, so it is made anew. */
  async #answerOf<Result>(
    command: (queue: Queue<{ id: string }>) => Promise<Result>,
  ): Promise<{ value: Result } | undefined> {
    const queue = this.#queue ?? this.#makeQueue();
    try {
      const value = await command(queue);
      this.#queue = queue;
      return { value };
    } catch {
      if (queue !== this.#queue) await queue.close().catch(() => {});
      return undefined;
    }
  }

  #makeQueue(): Queue<{ id: string }> {
    const queue = new Queue<{ id: string }>(QUEUE_NAME, {
      connection: this.#producer,
      prefix: this.#options.prefix,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    });
    return queue.on('error', () => {});
  }

  #note(reachable: boolean): void {
    if (!reachable) this.#restsUntil = Date.now() + REST_MS;
    if (reachable !== this.#reachable) this.#options.onReachable(reachable);
    this.#reachable = reachable;
  }
}

/** BullMQ refuses ids with a colon and ids of digits only. */
export function jobIdOf(deliveryId: string): string {
  return `whd-${deliveryId.replaceAll('-', '')}`;
}

function delay(milliseconds: number): Promise<undefined> {
  return new Promise(resolve => setTimeout(resolve, milliseconds, undefined).unref());
}
