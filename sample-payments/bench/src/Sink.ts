import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Takes whatever is POSTed and says 200: as the collector of traces, and as a merchant's server. Only counts, because
 * it shares the processors with what is measured.
 */
export class Sink {
  requests = 0;
  bytes = 0;
  readonly #server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (this.bytes += chunk.length));
    request.on('end', () => {
      this.requests += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  static async start(): Promise<Sink> {
    const sink = new Sink();
    await new Promise<void>(resolve => sink.#server.listen(0, '127.0.0.1', resolve));
    return sink;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
