import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Around a call that moves money: it arrived, it was decided, its caller has the answer. */
export type Moment = 'asked' | 'decided' | 'answered';

/** Does something when the next call reaches its moment. Gets the caller's name. */
type Trap = (caller: string) => void;

/**
 * The way to the acquirer, one address for each of our processes. It passes everything on unchanged, and lets faults
 * wait for the moments that matter.
 */
export class AcquirerGate {
  readonly #acquirerUrl: string;
  readonly #servers = new Map<string, Server>();
  readonly #traps = new Map<Moment, Trap[]>();
  /** The network sends each request twice, to the acquirer's one reference. */
  isEchoing = false;
  /** For the plant of a double charge only: a second charge under a reference of its own. */
  isCharging = false;

  constructor(acquirerUrl: string) {
    this.#acquirerUrl = acquirerUrl;
  }

  /** Opens an address for a process. */
  async open(caller: string): Promise<string> {
    const server = createServer((request, response) => void this.#pass(caller, request, response));
    this.#servers.set(caller, server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Springs once, at the next call that reaches the moment. */
  trap(moment: Moment, trap: Trap): void {
    this.#traps.set(moment, [...(this.#traps.get(moment) ?? []), trap]);
  }

  /** Takes away traps that did not spring. */
  disarm(): void {
    this.#traps.clear();
  }

  /** Back to passing everything on. */
  heal(): void {
    this.disarm();
    this.isEchoing = false;
    this.isCharging = false;
  }

  close(): void {
    for (const server of this.#servers.values()) {
      server.closeAllConnections();
      server.close();
    }
  }

  async #pass(caller: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const moves = request.method === 'POST' && path.startsWith('/v1/');
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      const body = moves ? await text(request) : undefined;
      if (moves && this.#spring('asked', caller)) return void response.destroy();
      const answer = await this.#forward(path, body, gone.signal);
      if (moves) this.#spring('decided', caller);
      const content = await answer.text();
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(content);
      if (moves) this.#spring('answered', caller);
    } catch {
      response.destroy();
    }
  }

  async #forward(path: string, body: string | undefined, signal: AbortSignal): Promise<Response> {
    if (body !== undefined && this.isEchoing) void this.#ask(path, body, signal).catch(() => {});
    if (body !== undefined && this.isCharging && path === '/v1/charges') await this.#ask(path, again(body), signal);
    return this.#ask(path, body, signal);
  }

  #ask(path: string, body: string | undefined, signal: AbortSignal): Promise<Response> {
    const headers = body === undefined ? undefined : { 'content-type': 'application/json' };
    return fetch(new URL(path, this.#acquirerUrl), {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      body,
      signal,
    });
  }

  /** True when a trap sprang. */
  #spring(moment: Moment, caller: string): boolean {
    const trap = this.#traps.get(moment)?.shift();
    trap?.(caller);
    return trap !== undefined;
  }
}

function again(body: string): string {
  const charge = JSON.parse(body) as { reference: string };
  return JSON.stringify({ ...charge, reference: `${charge.reference}-again` });
}
