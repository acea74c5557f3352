import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeApiKey, SCOPES } from '@payments/core/api-keys';
import { checkAll, type Violation } from '@payments/core/checker';
import { fromPg } from '@payments/core/database';
import { newUuid, publicId } from '@payments/core/identifiers';
import {
  AcquirerProcess,
  createTemplate,
  freePort,
  insert,
  makeMerchant,
  ManagedProcess,
  PostgresServer,
  RedisServer,
  TEMPLATE,
} from '@payments/testing';
import { Pool } from 'pg';

const API = fileURLToPath(new URL('../../payments-api/dist/main.js', import.meta.url));
const PEPPER = Buffer.alloc(32, 1);

/** The API as a process, as it runs in production, with a merchant whose key may do everything. */
export class Target {
  readonly folder = mkdtempSync(join(tmpdir(), 'payments-fuzz-'));
  readonly #postgres: PostgresServer;
  readonly #redis: RedisServer;
  readonly #acquirer: AcquirerProcess;
  readonly #pool: Pool;
  #api: ManagedProcess | undefined;
  url = '';
  apiKey = { text: '', publicId: '' };

  private constructor(postgres: PostgresServer, redis: RedisServer, acquirer: AcquirerProcess) {
    this.#postgres = postgres;
    this.#redis = redis;
    this.#acquirer = acquirer;
    this.#pool = new Pool({ connectionString: postgres.url('payments_app', TEMPLATE), max: 2 });
    // At the end the server may close a connection before the pool does.
    this.#pool.on('error', () => {});
  }

  static async start(): Promise<Target> {
    const servers = [PostgresServer.start(), RedisServer.start(), AcquirerProcess.start()] as const;
    const target = new Target(...(await Promise.all(servers)));
    await createTemplate(target.#postgres);
    await target.#makeKey();
    await target.#startApi();
    return target;
  }

  /** Everything the API logged. */
  get log(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  /** The invariants, with what the acquirer and the log say. Nobody delivers events here, so none counts as late. */
  async check(): Promise<Violation[]> {
    return checkAll(fromPg(this.#pool), {
      acquirerLog: await this.#acquirer.log(),
      texts: [{ name: 'api.log', text: this.log }],
      graceSeconds: 3_600,
    });
  }

  async stopApi(): Promise<void> {
    await this.#api?.stop('SIGTERM');
  }

  async dispose(): Promise<void> {
    await this.stopApi();
    await this.#pool.end();
    await Promise.all([this.#acquirer.dispose(), this.#redis.dispose(), this.#postgres.dispose()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #logFile(): string {
    return join(this.folder, 'api.log');
  }

  async #makeKey(): Promise<void> {
    const sql = fromPg(this.#pool);
    const id = newUuid();
    const { key, hash } = makeApiKey({ id, live: false }, PEPPER);
    const merchantId = await makeMerchant(sql);
    await insert(sql, 'api_keys', { id, merchant_id: merchantId, name: 'fuzz', live: false, hash, scopes: SCOPES });
    this.apiKey = { text: key, publicId: publicId('apiKey', id) };
  }

  async #startApi(): Promise<void> {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    this.#api = new ManagedProcess({
      command: process.execPath,
      arguments: ['--import', '@payments/core/telemetry/register', API],
      environment: {
        HOST: '127.0.0.1',
        PORT: String(port),
        METRICS_PORT: 'off',
        DATABASE_URL: this.#postgres.url('payments_app', TEMPLATE),
        REDIS_URL: this.#redis.url,
        ACQUIRER_URL: this.#acquirer.url,
        ACQUIRER_TIMEOUT_MS: '3000',
        API_KEY_PEPPER: PEPPER.toString('base64'),
        SEALING_KEY: Buffer.alloc(32, 2).toString('base64'),
        RATE_LIMIT_PER_SECOND: '1000000',
        DRAIN_MS: '0',
      },
      logFile: this.#logFile,
      isReady: async () => (await fetch(`${this.url}/health/ready`)).ok,
      readyWithinMs: 60_000,
    });
    await this.#api.start();
  }
}
