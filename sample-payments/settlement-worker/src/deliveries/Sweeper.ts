import type { DataSource } from 'typeorm';
import { fromTypeOrm } from '@payments/core/database';
import type { DeliveryQueue } from '../queue/DeliveryQueue.ts';
import type { DeliveryRunner } from './DeliveryRunner.ts';
import { closeAndDefer, findDue } from './sweep.ts';

export interface SweeperOptions {
  dataSource: DataSource;
  queue: Pick<DeliveryQueue, 'enqueue'>;
  runner: Pick<DeliveryRunner, 'run'>;
  perEndpoint: number;
  onError: (error: unknown) => void;
}

/** Rows looked at in one sweep. */
const BATCH = 500;

/** What is due this long was hinted at in vain: Redis forgot it, or holds a job nobody works on. */
const HINT_GRACE_MS = 2_000;

/**
 * Finds in Postgres what is due and hints at it again. What Redis does not take, and what stays due although it was
 * hinted at, is sent from here without Redis.
 */
export class Sweeper {
  readonly #options: SweeperOptions;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  /** @returns whether there may be more at once */
  async sweep(): Promise<boolean> {
    const { dataSource, queue, runner, perEndpoint, onError } = this.#options;
    const database = fromTypeOrm(dataSource);
    const changed = await closeAndDefer(database, BATCH);
    const due = await findDue(database, perEndpoint, BATCH);
    const hinted = await queue.enqueue(due.map(({ id }) => id));
    const direct = hinted ? due.filter(({ overdueMs }) => overdueMs > HINT_GRACE_MS) : due;
    for (const { id, endpointId } of direct) void runner.run(id, endpointId).catch(onError);
    return changed >= BATCH;
  }
}
