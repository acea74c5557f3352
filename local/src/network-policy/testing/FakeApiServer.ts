import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface StoredObject {
  metadata: { namespace?: string; name: string; resourceVersion?: string };
}

interface WatchEvent {
  version: number;
  path: string;
  type: string;
  object: unknown;
}

/** As much of an API server as a watch needs: lists in pages, and events from a version on. */
export class FakeApiServer {
  /** Paths of all requests so far, with their queries. */
  readonly requests: URL[] = [];
  /** Status with which the next requests are refused. */
  refuseWith: number | undefined;
  /** How many objects a page has at most. */
  pageSize = 2;
  readonly #objects = new Map<string, Map<string, StoredObject>>();
  readonly #watches = new Set<{ path: string; response: ServerResponse }>();
  #server: Server | undefined;
  #events: WatchEvent[] = [];
  #version = 100;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the earlier port when it did before. */
  async start(): Promise<void> {
    this.#server = createServer((request, response) =>
      this.#answer(request, response),
    );
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Breaks all connections and listens no more. What is stored stays. */
  async stop(): Promise<void> {
    const closed = once(this.#server!, 'close');
    this.#server!.close();
    this.#server!.closeAllConnections();
    await closed;
  }

  /** Creates or replaces an object. */
  put(path: string, object: StoredObject): void {
    const objects = this.#objects.get(path) ?? new Map();
    this.#objects.set(path, objects);
    const type = objects.has(keyOf(object)) ? 'MODIFIED' : 'ADDED';
    this.#record(path, type, object);
    objects.set(keyOf(object), object);
  }

  delete(path: string, object: StoredObject): void {
    this.#objects.get(path)?.delete(keyOf(object));
    this.#record(path, 'DELETED', object);
  }

  /** Ends every watch in good order, as the server does after a while. */
  endWatches(): void {
    for (const { response } of this.#watches) response.end();
    this.#watches.clear();
  }

  /** Ends every watch with an error in its stream. */
  failWatches(code: number, message: string): void {
    for (const { response } of this.#watches)
      response.end(
        `${JSON.stringify({ type: 'ERROR', object: { code, message } })}\n`,
      );
    this.#watches.clear();
  }

  /** Forgets old events: a watch from an older version is refused with 410. */
  compact(): void {
    this.#version += 1;
    this.#events = [];
  }

  #record(path: string, type: string, object: StoredObject): void {
    this.#version += 1;
    object.metadata.resourceVersion = String(this.#version);
    const event = { version: this.#version, path, type, object };
    this.#events.push(event);
    for (const watch of this.#watches)
      if (watch.path === path) send(watch.response, event);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, this.url);
    this.requests.push(url);
    if (this.refuseWith) {
      response.writeHead(this.refuseWith).end('{"message":"not now"}');
    } else if (url.searchParams.get('watch')) {
      this.#watch(url, response);
    } else {
      this.#list(url, response);
    }
  }

  #list({ pathname, searchParams }: URL, response: ServerResponse): void {
    const all = [...(this.#objects.get(pathname)?.values() ?? [])];
    const start = Number(searchParams.get('continue') ?? 0);
    const end = start + this.pageSize;
    response.end(
      JSON.stringify({
        metadata: {
          resourceVersion: String(this.#version),
          ...(end < all.length && { continue: String(end) }),
        },
        items: all.length === 0 ? null : all.slice(start, end),
      }),
    );
  }

  #watch({ pathname, searchParams }: URL, response: ServerResponse): void {
    const from = Number(searchParams.get('resourceVersion'));
    const oldest = this.#events[0]?.version ?? this.#version + 1;
    response.writeHead(200);
    response.flushHeaders();
    if (from < oldest - 1) {
      response.end(
        `${JSON.stringify({
          type: 'ERROR',
          object: { code: 410, message: 'too old resource version' },
        })}\n`,
      );
      return;
    }
    const watch = { path: pathname, response };
    this.#watches.add(watch);
    response.once('close', () => this.#watches.delete(watch));
    for (const event of this.#events)
      if (event.version > from && event.path === pathname)
        send(response, event);
  }
}

function send(response: ServerResponse, { type, object }: WatchEvent): void {
  response.write(`${JSON.stringify({ type, object })}\n`);
}

function keyOf({ metadata }: StoredObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
