import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './makeCertificate.ts';

/** A message as a merchant's server got it. */
export interface Received {
  id: string;
  timestamp: number;
  signature: string;
  body: string;
}

/** A merchant's server on this machine: takes messages at `/hooks` and tells of them at `/received`. */
export class Receiver {
  readonly #received: Received[] = [];
  readonly #server: Server;

  private constructor(certificate: Certificate) {
    const { key, certificate: cert } = certificate;
    this.#server = createServer({ key, cert }, (request, response) => void this.#answer(request, response));
  }

  static async start(certificate: Certificate): Promise<Receiver> {
    const receiver = new Receiver(certificate);
    await new Promise<void>(resolve => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') return void response.end(JSON.stringify(this.#received));
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const header = (name: string) => String(request.headers[name]);
    this.#received.push({
      id: header('webhook-id'),
      timestamp: Number(header('webhook-timestamp')),
      signature: header('webhook-signature'),
      body,
    });
    response.writeHead(204).end();
  }
}
