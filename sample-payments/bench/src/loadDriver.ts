/** A process of its own that sends payments when it is told to, and tells what became of them. See `drive`. */
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { Pool } from 'undici';
import { loadSchema, paymentBody, type Load, type LoadResult } from './samplePayment.ts';

/** More than an open model can have in flight while it is sane; beyond that, requests wait, which counts as latency. */
const MOST_CONNECTIONS = 256;
const LATE_MS = 5;

interface Answered {
  key: string;
  status: number;
  chunks: Buffer[];
}

/** One load, from its first request to its last answer. */
class Run {
  readonly result: LoadResult = { made: 0, others: {}, seconds: 0, latencies: [], lateSends: 0, cpuSeconds: 0 };
  readonly #id = randomUUID().slice(0, 8);
  readonly #answers: Answered[] = [];
  readonly #startedAt = performance.now();
  readonly #cpuBefore = process.cpuUsage();
  readonly #load: Load;
  readonly #pool: Pool;
  readonly #endsAt: number;

  constructor(load: Load) {
    this.#load = load;
    const connections = load.model.kind === 'closed' ? load.model.clients : MOST_CONNECTIONS;
    this.#pool = new Pool(new URL(load.url).origin, { connections, pipelining: 1 });
    this.#endsAt = this.#startedAt + load.seconds * 1_000;
  }

  async finish(): Promise<LoadResult> {
    const { model, answersFile } = this.#load;
    await (model.kind === 'closed' ? this.#closed(model.clients) : this.#open(model.perSecond));
    const { user, system } = process.cpuUsage(this.#cpuBefore);
    this.result.seconds = (Math.min(performance.now(), this.#endsAt) - this.#startedAt) / 1_000;
    this.result.cpuSeconds = (user + system) / 1e6;
    await this.#pool.close();
    appendFileSync(answersFile, this.#answers.map(answer => this.#recorded(answer)).join(''));
    return this.result;
  }

  /** As many requests as clients, all the time. Those that are under way at the end are answered but do not count. */
  async #closed(clients: number): Promise<void> {
    let number = 0;
    const client = async () => {
      while (performance.now() < this.#endsAt) await this.#pay((number += 1), performance.now());
    };
    await Promise.all(Array.from({ length: clients }, client));
  }

  /** Every request has its moment, and none waits for an answer to another: a server that stalls is asked on. */
  async #open(perSecond: number): Promise<void> {
    const total = Math.floor(this.#load.seconds * perSecond);
    const requests: Promise<void>[] = [];
    await new Promise<void>(resolve => {
      const sendDue = () => {
        const now = performance.now();
        while (requests.length < total) {
          const intended = this.#startedAt + (requests.length / perSecond) * 1_000;
          if (intended > now) break;
          if (now - intended > LATE_MS) this.result.lateSends += 1;
          requests.push(this.#pay(requests.length + 1, intended));
        }
        if (requests.length === total) resolve();
        else setTimeout(sendDue, 1);
      };
      sendDue();
    });
    await Promise.all(requests);
  }

  /** Sends one payment, by undici's handlers: its `request` makes streams, which costs the processors more. */
  #pay(number: number, intended: number): Promise<void> {
    const key = randomUUID();
    const { apiKey } = this.#load;
    const options = {
      path: '/v1/payments',
      method: 'POST' as const,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: paymentBody(number, `order-${this.#id}-${number}`),
    };
    return new Promise(resolve => {
      const answer: Answered = { key, status: 0, chunks: [] };
      this.#pool.dispatch(options, {
        onConnect: () => {},
        onHeaders: status => {
          answer.status = status;
          return true;
        },
        onData: chunk => {
          answer.chunks.push(chunk);
          return true;
        },
        onComplete: () => {
          this.#note(answer, intended);
          resolve();
        },
        onError: error => {
          this.#count(error.message);
          resolve();
        },
      });
    });
  }

  #note(answer: Answered, intended: number): void {
    const now = performance.now();
    if (answer.status !== 201) return this.#count(String(answer.status));
    this.#answers.push(answer);
    if (this.#load.model.kind === 'closed' && now > this.#endsAt) return;
    this.result.made += 1;
    this.result.latencies.push(now - intended);
  }

  #count(what: string): void {
    this.result.others[what] = (this.result.others[what] ?? 0) + 1;
  }

  /** As the checker wants it. Only written when the load is over. */
  #recorded({ key, status, chunks }: Answered): string {
    const body = Buffer.concat(chunks).toString();
    return `${JSON.stringify({ merchantId: this.#load.merchantId, live: false, key, status, body })}\n`;
  }
}

process.on('message', message => {
  void new Run(loadSchema.parse(message)).finish().then(result => process.send?.(result));
});
