import { createHash } from 'node:crypto';
import { HEARTBEAT_EVERY_MS } from '@payday/plugin-platform-common';
import type { Request, Response } from 'express';

/** Compression keeps small writes back until it is told not to. */
type FlushableResponse = Response & { flush?: () => void };

/**
 * Server-sent events to one browser. An event's id is the hash of what it says, so that a browser which comes back
 * is not told again what it knows (`Last-Event-ID`).
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class EventStream {
  readonly #response: FlushableResponse;
  readonly #heartbeat: NodeJS.Timeout;
  #lastId: string | undefined;

  constructor(request: Request, response: Response) {
    this.#response = response;
    this.#lastId = request.header('Last-Event-ID');
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    this.#write(': connected\n\n');
    this.#heartbeat = setInterval(
      () => this.#write(': heartbeat\n\n'),
      HEARTBEAT_EVERY_MS,
    );
    this.onClose(() => clearInterval(this.#heartbeat));
  }

  /** Sends an event, unless it says what the last one said. */
  send(event: string, value: unknown): void {
    const data = JSON.stringify(value);
    const id = createHash('sha256').update(data).digest('base64url');
    if (id === this.#lastId) return;
    this.#lastId = id;
    this.#write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`);
  }

  /** Calls back when either end has closed the stream. */
  onClose(callback: () => void): void {
    this.#response.on('close', callback);
  }

  /** Ends the stream; the browser opens another. */
  end(): void {
    this.#response.end();
  }

  #write(text: string): void {
    if (this.#response.writableEnded) return;
    this.#response.write(text);
    this.#response.flush?.();
  }
}
