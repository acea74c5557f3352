import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AcquirerProcess, createTemplate, PostgresServer, RedisServer, TEMPLATE } from '@payments/testing';
import { AcquirerGate } from './AcquirerGate.ts';
import { Receiver } from './Receiver.ts';
import type { Service } from './Service.ts';
import { startService } from './startService.ts';
import { WrongClock } from './WrongClock.ts';

/** The one database that all processes are set to. Each run gets it anew. */
export const DATABASE = 'chaos';

/** Short, so that a request which hangs costs a run little. A key's lease follows from it: 16 s. */
export const ACQUIRER_TIMEOUT_MS = 400;

/** Long enough for a healthy server on a busy machine. */
export const WEBHOOK_TIMEOUT_MS = 800;

/** What the services share. The values protect nothing. */
export const SECRETS = { pepper: Buffer.alloc(32, 1), sealingKey: Buffer.alloc(32, 2) };

/** Small enough that a few stuck requests use it up. */
const POOL_SIZE = 6;

/** All the real processes of the product, up between runs: starting them takes longer than a run. */
export class Stage {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly acquirer: AcquirerProcess;
  readonly gate: AcquirerGate;
  readonly receiver: Receiver;
  /** Nothing where libfaketime is missing: then no clock is set wrong. */
  readonly clock: WrongClock | undefined;
  apis: Service[] = [];
  workers: Service[] = [];
  readonly #folder: string;

  private constructor(parts: Pick<Stage, 'postgres' | 'redis' | 'acquirer' | 'receiver'>) {
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.acquirer = parts.acquirer;
    this.receiver = parts.receiver;
    this.gate = new AcquirerGate(parts.acquirer.url);
    this.clock = WrongClock.find();
    this.#folder = mkdtempSync(join(tmpdir(), 'payments-chaos-'));
  }

  /** Starts Postgres with fsync, Redis, the acquirer, two APIs and two workers. */
  static async start(): Promise<Stage> {
    const [postgres, redis, acquirer, receiver] = await Promise.all([
      PostgresServer.start({ durable: true }),
      RedisServer.start(),
      AcquirerProcess.start(),
      Receiver.start(),
    ]);
    const stage = new Stage({ postgres, redis, acquirer, receiver });
    try {
      await createTemplate(postgres);
      await postgres.createDatabase(DATABASE, TEMPLATE);
      stage.apis = await Promise.all([stage.#api('api-1'), stage.#api('api-2', stage.clock)]);
      stage.workers = await Promise.all([stage.#worker('worker-1'), stage.#worker('worker-2', stage.clock)]);
      return stage;
    } catch (error) {
      await stage.dispose();
      throw error;
    }
  }

  get services(): Service[] {
    return [...this.apis, ...this.workers];
  }

  /** Files in which nothing secret may be. */
  get logFiles(): string[] {
    return [...this.services.map(({ logFile }) => logFile), join(this.postgres.folder, 'postgres.log')];
  }

  service(name: string): Service {
    const found = this.services.find(service => service.name === name);
    if (!found) throw new Error(`There is no process ${name}.`);
    return found;
  }

  /** A fresh database under the running processes, empty queues, healthy neighbours. */
  async reset(): Promise<void> {
    await this.postgres.dropDatabase(DATABASE);
    await this.postgres.createDatabase(DATABASE, TEMPLATE);
    await this.redis.flush();
    await this.acquirer.setFaults({});
    this.gate.heal();
    this.receiver.clear();
  }

  async dispose(): Promise<void> {
    await Promise.all(this.services.map(service => service.dispose()));
    this.gate.close();
    this.receiver.close();
    await Promise.all([this.acquirer.dispose(), this.redis.dispose(), this.postgres.dispose()]);
    this.clock?.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #api(name: string, clock?: WrongClock): Promise<Service> {
    const environment = await this.#environment(name, clock);
    return startService('api', {
      name,
      folder: this.#folder,
      environment: {
        ...environment,
        API_KEY_PEPPER: SECRETS.pepper.toString('base64'),
        RATE_LIMIT_PER_SECOND: '100000',
        DRAIN_MS: '200',
      },
    });
  }

  async #worker(name: string, clock?: WrongClock): Promise<Service> {
    const environment = await this.#environment(name, clock);
    return startService('worker', {
      name,
      folder: this.#folder,
      environment: {
        ...environment,
        WEBHOOK_ALLOW_LOOPBACK: 'true',
        WEBHOOK_TIMEOUT_MS: String(WEBHOOK_TIMEOUT_MS),
        POLL_MAXIMUM_MS: '100',
        FINISH_WITHIN_MS: '1000',
      },
    });
  }

  async #environment(name: string, clock: WrongClock | undefined): Promise<Record<string, string>> {
    return {
      ...clock?.environment,
      DATABASE_URL: this.postgres.url('payments_app', DATABASE),
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      REDIS_URL: this.redis.url,
      ACQUIRER_URL: await this.gate.open(name),
      ACQUIRER_TIMEOUT_MS: String(ACQUIRER_TIMEOUT_MS),
      SEALING_KEY: SECRETS.sealingKey.toString('base64'),
      // Compiled once, for all the starts to come.
      NODE_COMPILE_CACHE: join(this.#folder, 'compiled'),
    };
  }
}
