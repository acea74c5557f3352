import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedAnswer } from '@payments/core/checker';
import { z } from 'zod';
import type { Finding } from '../judging/finding.ts';

/** A request as a merchant's program sends it: the key stays the same however often it is sent. */
export interface Ask {
  path: string;
  body: Record<string, unknown>;
  key: string;
}

/** A definite answer: done and kept (`answered`), or refused because of how things stand (`refused`). */
export interface Reply {
  kind: 'answered' | 'refused';
  status: number;
  text: string;
}

/** Nobody knows whether it was done: the connection broke, time ran out, or the answer said "try again". */
type Ambiguous = { kind: 'ambiguous'; status?: number };

export interface CrowdOptions {
  apiKey: string;
  merchantId: string;
  /** Addresses of the APIs. */
  origins: readonly string[];
}

const ANSWER_WITHIN_MS = 5_000;
const MOST_READS = 5;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 160;

const problemSchema = z.object({ error: z.object({ code: z.string() }) });

/** The clients of one merchant, and everything they can testify to. */
export class Crowd {
  /** Final answers, each time one was given. */
  readonly answers: RecordedAnswer[] = [];
  /** What clients saw that nobody may see. */
  readonly findings: Finding[] = [];
  /** What was asked and answered, by key: each can be asked again. */
  readonly asked = new Map<string, Ask>();
  readonly #options: CrowdOptions;
  readonly #givenUp = new AbortController();
  #turn = 0;
  sent = 0;

  constructor(options: CrowdOptions) {
    this.#options = options;
  }

  /** Sends it until there is a definite answer, each time to the next API, always with the same key. */
  async send(ask: Ask): Promise<Reply | undefined> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#givenUp.signal.aborted) {
      const reply = await this.sendOnce(ask);
      if (reply.kind !== 'ambiguous') return reply;
      await sleep(pauseMs, undefined, { signal: this.#givenUp.signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
    return undefined;
  }

  /** Sends it once, whatever comes of it. */
  async sendOnce(ask: Ask, origin: string = this.#next()): Promise<Reply | Ambiguous> {
    this.sent += 1;
    let status: number;
    let text: string;
    try {
      const response = await fetch(`${origin}${ask.path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#options.apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': ask.key,
        },
        body: JSON.stringify(ask.body),
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), this.#givenUp.signal]),
      });
      status = response.status;
      text = await response.text();
    } catch {
      return { kind: 'ambiguous' };
    }
    return this.#judge(ask, status, text);
  }

  /** True when both APIs answer a read, if need be at a later try: their pools are alive. */
  async canRead(): Promise<boolean> {
    for (let tries = 1; tries <= MOST_READS; tries += 1) {
      const reads = await Promise.allSettled(this.#options.origins.map(origin => this.#read(origin)));
      if (reads.every(read => read.status === 'fulfilled' && read.value)) return true;
      await sleep(LONGEST_PAUSE_MS);
    }
    return false;
  }

  /** A customer approves or declines at the acquirer; the address comes from the payment. */
  async act(redirectUrl: string, verb: 'approve' | 'decline'): Promise<void> {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    await fetch(`${redirectUrl}/${verb}`, { method: 'POST', signal }).catch(() => {});
  }

  /** The merchant removes an endpoint. */
  async removeEndpoint(id: string): Promise<void> {
    const headers = { authorization: `Bearer ${this.#options.apiKey}` };
    while (!this.#givenUp.signal.aborted) {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const request = fetch(`${this.#next()}/v1/webhook-endpoints/${id}`, { method: 'DELETE', headers, signal });
      const status = await request.then(
        response => response.status,
        () => 0,
      );
      if (status === 204 || status === 404) return;
      await sleep(LONGEST_PAUSE_MS);
    }
  }

  /** Ends all waiting. What has no answer by now is reported. */
  giveUp(): void {
    this.#givenUp.abort();
  }

  get merchantId(): string {
    return this.#options.merchantId;
  }

  get origins(): readonly string[] {
    return this.#options.origins;
  }

  report(rule: string, subject: string, detail?: string): void {
    this.findings.push({ invariant: 'clients', rule, subject, detail });
  }

  async #read(origin: string): Promise<boolean> {
    const headers = { authorization: `Bearer ${this.#options.apiKey}` };
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return (await fetch(`${origin}/v1/payments?limit=1`, { headers, signal })).ok;
  }

  #next(): string {
    this.#turn += 1;
    const origin = this.#options.origins[this.#turn % this.#options.origins.length];
    if (origin === undefined) throw new Error('There is no API to ask.');
    return origin;
  }

  #judge(ask: Ask, status: number, text: string): Reply | Ambiguous {
    const code = codeOf(text);
    if (code === 'idempotency_key_in_use' || status === 429 || status === 503) return { kind: 'ambiguous', status };
    if (status >= 500) {
      this.report('only_503_asks_to_try_again', ask.key, `${status} ${code ?? ''}`);
      return { kind: 'ambiguous', status };
    }
    const isKept = status < 300 || status === 402 || code === 'payment_not_cancelable';
    if (!isKept) return { kind: 'refused', status, text };
    this.answers.push({ merchantId: this.merchantId, live: false, key: ask.key, status, body: text });
    this.asked.set(ask.key, ask);
    return { kind: 'answered', status, text };
  }
}

/** The code of a problem, if it is one. */
export function codeOf(text: string): string | undefined {
  try {
    return problemSchema.safeParse(JSON.parse(text)).data?.error.code;
  } catch {
    return undefined;
  }
}
