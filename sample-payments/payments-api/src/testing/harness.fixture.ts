import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { makeApiKey, SCOPES, type Scope } from '@payments/core/api-keys';
import { checkAll, type RecordedAnswer, type Violation } from '@payments/core/checker';
import { parseEnvironment } from '@payments/core/configuration';
import type { Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { loggerOptions } from '@payments/core/telemetry';
import { AcquirerProcess, insert, makeMerchant } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import pino from 'pino';
import { inject } from 'vitest';
import { createApp } from '../createApp.ts';
import { apiSettings, type ApiSettings } from '../settings.ts';

const PEPPER = Buffer.alloc(32, 1);

/** A key as a merchant holds it. */
export interface TestKey {
  id: string;
  text: string;
  merchantId: string;
  live: boolean;
}

/** A request; POSTs get a fresh Idempotency-Key unless one is named, and `null` sends none. */
export interface Call {
  as?: TestKey | string;
  body?: unknown;
  key?: string | null;
  headers?: Record<string, string>;
  /** Which of the applications to ask. */
  app?: NestFastifyApplication;
}

export interface Reply {
  status: number;
  text: string;
  headers: Record<string, unknown>;
  // Specs look into whatever the API answers.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

/** The API on a database of its own with an acquirer of its own, the log it writes, and the checker at its end. */
export class Harness {
  readonly logs: string[] = [];
  readonly answers: RecordedAnswer[] = [];
  readonly #apps: NestFastifyApplication[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly acquirer: AcquirerProcess,
    readonly sql: Queryable,
    readonly merchantId: string,
  ) {}

  static async start(environment: Record<string, string> = {}, more: Type[] = []): Promise<Harness> {
    const [database, acquirer] = await Promise.all([TestDatabase.create(), AcquirerProcess.start()]);
    const sql = await database.as('app');
    const harness = new Harness(database, acquirer, sql, await makeMerchant(sql));
    await harness.startApp(environment, more);
    harness.key = await harness.makeKey();
    return harness;
  }

  /** A test-mode key with every scope. */
  key!: TestKey;

  get app(): NestFastifyApplication {
    const [first] = this.#apps;
    if (!first) throw new Error('No application was started.');
    return first;
  }

  settings(environment: Record<string, string> = {}): ApiSettings {
    return parseEnvironment(apiSettings, {
      DATABASE_URL: this.database.url('payments_app'),
      REDIS_URL: inject('redisUrl'),
      ACQUIRER_URL: this.acquirer.url,
      ACQUIRER_TIMEOUT_MS: '3000',
      API_KEY_PEPPER: PEPPER.toString('base64'),
      SEALING_KEY: Buffer.alloc(32, 2).toString('base64'),
      RATE_LIMIT_PER_SECOND: '100000',
      ...environment,
    });
  }

  async startApp(environment: Record<string, string> = {}, more: Type[] = []): Promise<NestFastifyApplication> {
    const settings = this.settings(environment);
    const logger = pino(loggerOptions(settings), { write: line => void this.logs.push(line) });
    const app = await createApp(settings, logger, more);
    this.#apps.push(app);
    return app;
  }

  async makeKey(overrides: { scopes?: readonly Scope[]; live?: boolean; merchantId?: string } = {}): Promise<TestKey> {
    const { scopes = SCOPES, live = false, merchantId = this.merchantId } = overrides;
    const id = newUuid();
    const { key, hash } = makeApiKey({ id, live }, PEPPER);
    await insert(this.sql, 'api_keys', { id, merchant_id: merchantId, name: 'spec', live, hash, scopes });
    return { id, text: key, merchantId, live };
  }

  post(path: string, body?: unknown, call: Call = {}): Promise<Reply> {
    return this.call('POST', path, { ...call, body });
  }

  get(path: string, call: Call = {}): Promise<Reply> {
    return this.call('GET', path, call);
  }

  async call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, call: Call = {}): Promise<Reply> {
    const { as = this.key, body, headers, app = this.app } = call;
    const key = call.key === undefined && method === 'POST' ? randomUUID() : call.key;
    const authorization = typeof as === 'string' ? as : `Bearer ${as.text}`;
    const response = await app.inject({
      method,
      url: path,
      headers: { ...(as && { authorization }), ...(key && { 'idempotency-key': key }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const status = response.statusCode;
    const isFinal = status < 300 || status === 402;
    if (key && isFinal && typeof as !== 'string')
      this.answers.push({ merchantId: as.merchantId, live: as.live, key, status, body: response.body });
    return { status, text: response.body, headers: response.headers, body: parse(response.body) };
  }

  /** A payment that was made and confirmed. */
  async pay(overrides: Record<string, unknown> = {}, call: Call = {}): Promise<Reply['body']> {
    return (await this.post('/v1/payments', paymentOf(overrides), call)).body;
  }

  /** The checker's findings. Nothing delivers events here, so none counts as late. */
  async check(): Promise<Violation[]> {
    return checkAll(this.sql, {
      acquirerLog: await this.acquirer.log(),
      answers: this.answers.filter(({ body }) => !body.includes('"secret"') && !body.includes('"key"')),
      texts: [{ name: 'api.log', text: this.logs.join('') }],
      graceSeconds: 3_600,
    });
  }

  /**
   * Ends it all.
   * @throws Error when the checker finds something
   */
  async stop(): Promise<void> {
    // First, so that nothing moves between the acquirer's log and the database.
    await Promise.all(this.#apps.map(app => app.close()));
    const violations = await this.check();
    await this.acquirer.dispose();
    await this.database.drop();
    if (violations.length > 0) throw new Error(`The checker found:\n${JSON.stringify(violations, null, 2)}`);
  }
}

/** Body of a payment of 10.50 USD that is confirmed at once. */
export function paymentOf(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return { amount: 1050, currency: 'USD', payment_method: 'tok_visa', confirm: true, ...overrides };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
