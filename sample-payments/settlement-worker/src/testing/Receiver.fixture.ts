import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifySignature } from '@payments/core/webhooks';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A merchant's server on this machine. The path says how it behaves; everything it got is kept. */
export class Receiver {
  readonly received: Received[] = [];
  /** Changes what a path answers from now on. */
  readonly statusOf = new Map<string, number>();
  readonly #server = createServer((request, response) => void this.#take(request, response));

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>(resolve => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  at(path: string): Received[] {
    return this.received.filter(each => each.path === path);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.received.push({ path, headers: request.headers, body });
    const status = this.statusOf.get(path);
    if (status !== undefined) return void response.writeHead(status).end();
    if (path.startsWith('/hang')) return;
    if (path.startsWith('/redirect')) return void response.writeHead(301, { location: `${this.origin}/target` }).end();
    if (path.startsWith('/huge')) return this.#flood(response);
    response.writeHead(Number(/\/(\d{3})\b/.exec(path)?.[1] ?? 204)).end();
  }

  /** Writes until the other side has enough. */
  #flood(response: ServerResponse): void {
    response.writeHead(200);
    const chunk = Buffer.alloc(64 * 1024);
    const write = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', write);
    response.on('error', () => {});
    write();
  }
}

/** True when a receiver that knows the secret accepts what it got. */
export function accepts({ headers, body }: Received, secret: string): boolean {
  const message = { id: String(headers['webhook-id']), timestamp: Number(headers['webhook-timestamp']), body };
  return verifySignature(message, String(headers['webhook-signature']), secret, new Date());
}
