import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeApiKey, SCOPES } from '@payments/core/api-keys';
import { fromPg, type Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { EVENT_TYPES } from '@payments/core/payments';
import { seal } from '@payments/core/sealing';
import { makeWebhookSecret } from '@payments/core/webhooks';
import {
  AcquirerProcess,
  createTemplate,
  freePort,
  insert,
  makeMerchant,
  PostgresServer,
  RedisServer,
  TEMPLATE,
  type ManagedProcess,
} from '@payments/testing';
import { Pool } from 'pg';
import { Sink } from './Sink.ts';
import { startService, type Service } from './startService.ts';

const PEPPER = Buffer.alloc(32, 1);
const SEALING_KEY = Buffer.alloc(32, 2);

const SCRAPE_EVERY_MS = 15_000;

/** A running API, or worker, on one database. */
export interface Running {
  process: ManagedProcess;
  pid: number;
  url: string;
  logFile: string;
}

/** A database with a merchant, who has an API key. */
export interface Shop {
  database: string;
  sql: Queryable;
  merchantId: string;
  apiKey: { id: string; text: string };
  answersFile: string;
}

/** Real servers in temporary folders, with fsync, and everything the services talk to. */
export class Stack {
  readonly #pools: Pool[] = [];
  readonly #processes: ManagedProcess[] = [];
  readonly #scrapes: NodeJS.Timeout[] = [];

  private constructor(
    readonly folder: string,
    readonly postgres: PostgresServer,
    readonly redis: RedisServer,
    readonly acquirer: AcquirerProcess,
    readonly traces: Sink,
    readonly webhooks: Sink,
  ) {}

  static async start(): Promise<Stack> {
    const folder = mkdtempSync(join(tmpdir(), 'payments-bench-'));
    const postgres = await PostgresServer.start({ durable: true });
    const rest = [RedisServer.start(), AcquirerProcess.start(), Sink.start(), Sink.start()] as const;
    const stack = new Stack(folder, postgres, ...(await Promise.all(rest)));
    await createTemplate(postgres);
    return stack;
  }

  /** A migrated, empty database with one merchant. */
  async openShop(database: string): Promise<Shop> {
    await this.postgres.createDatabase(database, TEMPLATE);
    const pool = new Pool({ connectionString: this.postgres.url('payments_app', database), max: 4 });
    // At the end the server may close a connection before the pool does.
    pool.on('error', () => {});
    this.#pools.push(pool);
    const sql = fromPg(pool);
    const merchantId = await makeMerchant(sql);
    const id = newUuid();
    const { key, hash } = makeApiKey({ id, live: false }, PEPPER);
    await insert(sql, 'api_keys', { id, merchant_id: merchantId, name: 'bench', live: false, hash, scopes: SCOPES });
    const answersFile = join(this.folder, `${database}.answers.jsonl`);
    return { database, sql, merchantId, apiKey: { id, text: key }, answersFile };
  }

  /** Gives the merchant an endpoint that wants every event. */
  async addEndpoint({ sql, merchantId }: Shop): Promise<void> {
    const id = newUuid();
    const secret = seal(makeWebhookSecret(), SEALING_KEY, `webhook_endpoint:${id}`);
    const endpoint = { id, merchant_id: merchantId, live: false, url: `${this.webhooks.url}/events` };
    await insert(sql, 'webhook_endpoints', { ...endpoint, events: [...EVENT_TYPES], secret_sealed: secret });
  }

  /** The API with everything on that production has on: logs, metrics, every trace exported, limits, idempotency. */
  startApi(shop: Shop, poolSize: number, flags: readonly string[] = []): Promise<Running> {
    return this.#start('@payments/api', shop, flags, {
      DATABASE_POOL_SIZE: String(poolSize),
      API_KEY_PEPPER: PEPPER.toString('base64'),
      CHARGES: 'deferred',
      RATE_LIMIT_PER_SECOND: '1000000',
      DRAIN_MS: '0',
    });
  }

  startWorker(shop: Shop): Promise<Running> {
    return this.#start('@payments/settlement-worker', shop, [], { WEBHOOK_ALLOW_LOOPBACK: 'true' });
  }

  /** Ends everything and deletes what it wrote. */
  async dispose(): Promise<void> {
    for (const scrape of this.#scrapes) clearInterval(scrape);
    await Promise.all(this.#processes.map(each => each.stop('SIGTERM')));
    await Promise.all(this.#pools.map(pool => pool.end()));
    await Promise.all([this.acquirer.dispose(), this.redis.dispose(), this.postgres.dispose()]);
    this.traces.close();
    this.webhooks.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #start(
    name: Service['name'],
    shop: Shop,
    flags: readonly string[],
    environment: Record<string, string>,
  ): Promise<Running> {
    const [port, metricsPort] = [await freePort(), await freePort()];
    const logFile = join(this.folder, `${shop.database}-${port}.log`);
    const service = await startService({
      name,
      port,
      flags,
      logFile,
      environment: {
        DATABASE_URL: this.postgres.url('payments_app', shop.database),
        REDIS_URL: this.redis.url,
        QUEUE_PREFIX: shop.database,
        ACQUIRER_URL: this.acquirer.url,
        SEALING_KEY: SEALING_KEY.toString('base64'),
        METRICS_HOST: '127.0.0.1',
        METRICS_PORT: String(metricsPort),
        LOG_LEVEL: 'info',
        TRACES: 'otlp',
        TRACES_RATIO: '1',
        OTEL_EXPORTER_OTLP_ENDPOINT: this.traces.url,
        ...environment,
      },
    });
    this.#processes.push(service);
    this.#scrape(`http://127.0.0.1:${metricsPort}/metrics`);
    return { process: service, pid: service.pid ?? 0, url: `http://127.0.0.1:${port}`, logFile };
  }

  /** As Prometheus does; some figures ask the database. A process that has ended is not an error. */
  #scrape(url: string): void {
    const scrape = () =>
      void fetch(url)
        .then(answer => answer.arrayBuffer())
        .catch(() => {});
    this.#scrapes.push(setInterval(scrape, SCRAPE_EVERY_MS));
  }
}
