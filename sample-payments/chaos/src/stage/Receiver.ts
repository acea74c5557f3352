import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { verifySignature } from '@payments/core/webhooks';

/**
 * How a merchant's server behaves. What `loses` takes the event and hangs up instead of answering, so that it comes
 * again.
 */
export type Behaviour = 'well' | 'slow' | 'hangs' | 'fails' | 'redirects' | 'floods' | 'loses' | 'is gone';

const SLOW_MS = 150;

/** What one endpoint got and confirmed. */
interface Mailbox {
  secret: string;
  behaviour: Behaviour;
  /** Ids of events that were answered with a 2xx. */
  confirmed: Set<string>;
  /** Deliveries whose signature was wrong. */
  forged: number;
}

/** The servers of all merchants: one path for each endpoint, and one port that answers TLS with junk. */
export class Receiver {
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #server = createServer((request, response) => void this.#take(request, response));
  readonly #junk = createTcpServer(socket => {
    socket.on('error', () => {});
    socket.end('this is no TLS, and no HTTP either\r\n\r\n');
  });
  #onReceipt: (() => void) | undefined;

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>(resolve => receiver.#server.listen(0, '127.0.0.1', resolve));
    await new Promise<void>(resolve => receiver.#junk.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  urlOf(endpoint: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${endpoint}`;
  }

  get junkUrl(): string {
    return `https://127.0.0.1:${(this.#junk.address() as AddressInfo).port}/`;
  }

  /** Forgets all endpoints, of an earlier run. */
  clear(): void {
    this.#mailboxes.clear();
    this.disarm();
  }

  add(endpoint: string, secret: string, behaviour: Behaviour = 'well'): void {
    this.#mailboxes.set(endpoint, { secret, behaviour, confirmed: new Set(), forged: 0 });
  }

  set(endpoint: string, behaviour: Behaviour): void {
    const mailbox = this.#mailboxes.get(endpoint);
    if (mailbox) mailbox.behaviour = behaviour;
  }

  /** Springs once, when the next event has arrived and is not answered yet. */
  trap(trap: () => void): void {
    this.#onReceipt = trap;
  }

  /** Takes away a trap that did not spring. */
  disarm(): void {
    this.#onReceipt = undefined;
  }

  /** Events that were confirmed to have arrived, by endpoint. */
  confirmed(endpoint: string): ReadonlySet<string> {
    return this.#mailboxes.get(endpoint)?.confirmed ?? new Set();
  }

  /** Endpoints that got something with a wrong signature. */
  get forged(): string[] {
    return [...this.#mailboxes].filter(([, { forged }]) => forged > 0).map(([endpoint]) => endpoint);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    this.#junk.close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const endpoint = (request.url ?? '').slice(1);
    const mailbox = this.#mailboxes.get(endpoint);
    const body = await text(request).catch(() => undefined);
    if (!mailbox || body === undefined) return void response.writeHead(404).end();
    if (!isGenuine(request, body, mailbox.secret)) mailbox.forged += 1;
    const trap = this.#onReceipt;
    this.disarm();
    trap?.();
    this.#answer(response, mailbox, String(request.headers['webhook-id']));
  }

  #answer(response: ServerResponse, mailbox: Mailbox, eventId: string): void {
    const confirm = () => {
      mailbox.confirmed.add(eventId);
      response.writeHead(204).end();
    };
    switch (mailbox.behaviour) {
      case 'well':
        return confirm();
      case 'slow':
        return void setTimeout(confirm, SLOW_MS);
      case 'hangs':
        return;
      case 'fails':
        return void response.writeHead(500).end();
      case 'redirects':
        return void response.writeHead(301, { location: this.urlOf('elsewhere') }).end();
      case 'floods':
        return flood(response);
      case 'loses':
        return void response.destroy();
      case 'is gone':
        return void response.writeHead(410).end();
    }
  }
}

function isGenuine({ headers }: IncomingMessage, body: string, secret: string): boolean {
  const message = { id: String(headers['webhook-id']), timestamp: Number(headers['webhook-timestamp']), body };
  return verifySignature(message, String(headers['webhook-signature']), secret, new Date());
}

/** Announces a failure and then writes until the other side has enough. */
function flood(response: ServerResponse): void {
  response.writeHead(500);
  const chunk = Buffer.alloc(64 * 1024);
  const write = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', write);
  response.on('error', () => {});
  write();
}
