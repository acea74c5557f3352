import { inject } from 'vitest';
import { makeMerchant } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import { parseEnvironment } from '@payments/core/configuration';
import type { Queryable } from '@payments/core/database';
import { createWorker, type RunningWorker } from '../createWorker.ts';
import { workerSettings, type WorkerSettings } from '../settings.ts';
import { Receiver } from './Receiver.fixture.ts';
import { SEALING_KEY } from './rows.fixture.ts';

/** A database, a merchant with a server, and workers on them, for one spec file. */
export class WorkerRig {
  readonly workers: RunningWorker[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly app: Queryable,
    readonly merchantId: string,
    readonly receiver: Receiver,
  ) {}

  static async create(): Promise<WorkerRig> {
    const database = await TestDatabase.create();
    const app = await database.as('app');
    return new WorkerRig(database, app, await makeMerchant(app), await Receiver.start());
  }

  environment(overrides: Record<string, string> = {}): Record<string, string> {
    return {
      DATABASE_URL: this.database.url('payments_app'),
      REDIS_URL: inject('redisUrl'),
      QUEUE_PREFIX: this.database.name,
      ACQUIRER_URL: 'http://127.0.0.1:1',
      SEALING_KEY: SEALING_KEY.toString('base64'),
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: 'off',
      LOG_LEVEL: 'silent',
      WEBHOOK_ALLOW_LOOPBACK: 'true',
      WEBHOOK_TIMEOUT_MS: '5000',
      POLL_MAXIMUM_MS: '50',
      ...overrides,
    };
  }

  settings(overrides: Record<string, string> = {}): WorkerSettings {
    return parseEnvironment(workerSettings, this.environment(overrides));
  }

  async startWorker(overrides: Record<string, string> = {}): Promise<RunningWorker> {
    const worker = await createWorker(this.settings(overrides));
    this.workers.push(worker);
    return worker;
  }

  async stopWorkers(): Promise<void> {
    await Promise.all(this.workers.splice(0).map(worker => worker.stop()));
  }

  async dispose(): Promise<void> {
    this.receiver.close();
    await this.stopWorkers();
    await this.database.drop();
  }
}
