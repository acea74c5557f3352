import { randomInt, randomUUID } from 'node:crypto';
import { request as httpRequest, Agent, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

/** Gives up on an answer after this long, and counts it as failed. */
const TIMEOUT_MS = 10_000;

/** How many payments are remembered to be read. */
const REMEMBERED = 100;

const paymentSchema = z.object({ id: z.string().regex(/^pay_[0-9a-z]+$/) });

/** What one request came to. `status` 0: no answer. */
export interface Outcome {
  operation: 'create payment' | 'read payment' | 'read page';
  status: number;
  /** As the API names it; also in its logs. */
  requestId?: string;
  /** Why there was no answer. */
  failure?: string;
}

export interface ShopperOptions {
  url: URL;
  /** Value of the header Host. */
  host: string;
  /** API keys of the merchants that are paid, by name. */
  apiKeys: ReadonlyMap<string, string>;
}

/** Pays made-up merchants, and looks at what became of it. All it makes says that it is synthetic. */
export class Shopper {
  readonly #options: ShopperOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 20 });
  readonly #made: { merchant: string; id: string }[] = [];

  constructor(options: ShopperOptions) {
    this.#options = options;
  }

  /** One payment of one merchant, confirmed at once. */
  async pay(): Promise<Outcome> {
    const merchants = [...this.#options.apiKeys.keys()];
    const merchant = merchants[randomInt(merchants.length)] ?? '';
    const { status, requestId, failure, body } = await this.#ask('POST', '/v1/payments', merchant, {
      amount: randomInt(500, 20_000),
      currency: 'EUR',
      payment_method: 'tok_visa_synthetic',
      confirm: true,
      description: 'Synthetic traffic',
      metadata: { synthetic: 'true' },
    });
    if (status === 201) this.#remember(merchant, body);
    return { operation: 'create payment', status, requestId, failure };
  }

  /** A payment made before; the first page of the dashboard, while there is none and every second time. */
  async read(): Promise<Outcome> {
    const payment = this.#made[randomInt(Math.max(this.#made.length, 1))];
    if (!payment || randomInt(2) === 0) {
      const { status, requestId, failure } = await this.#ask('GET', '/');
      return { operation: 'read page', status, requestId, failure };
    }
    const { status, requestId, failure } = await this.#ask('GET', `/v1/payments/${payment.id}`, payment.merchant);
    return { operation: 'read payment', status, requestId, failure };
  }

  close(): void {
    this.#agent.destroy();
  }

  #remember(merchant: string, body: string): void {
    const parsed = paymentSchema.safeParse(JSON.parse(body));
    if (!parsed.success) return;
    this.#made.push({ merchant, id: parsed.data.id });
    if (this.#made.length > REMEMBERED) this.#made.shift();
  }

  async #ask(method: 'GET' | 'POST', path: string, merchant?: string, body?: unknown): Promise<Answer> {
    const key = merchant === undefined ? undefined : this.#options.apiKeys.get(merchant);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      host: this.#options.host,
      'user-agent': 'payments-synthetic-traffic',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(text !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    };
    try {
      const { status, headers: answered, body: content } = await this.#send(method, path, headers, text);
      return { status, requestId: one(answered['x-request-id']), body: content };
    } catch (error) {
      return { status: 0, failure: error instanceof Error ? error.message : String(error), body: '' };
    }
  }

  #send(method: string, path: string, headers: Record<string, string>, text: string | undefined): Promise<Raw> {
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const sent = httpRequest(
        new URL(path, this.#options.url),
        { method, headers, agent: this.#agent, signal },
        response => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (body += chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }
}

interface Raw {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Answer {
  status: number;
  requestId?: string;
  failure?: string;
  body: string;
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
