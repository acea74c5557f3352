import { ResponseError, toError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  HEARTBEAT_EVERY_MS,
  platformStatusSchema,
} from '@payday/plugin-platform-common';
import type {
  FollowedPlatform,
  PlatformApi,
} from '@payday/plugin-payday-react';
import { readEventStream } from './readEventStream';

const STREAM = 'plugin://platform/status/stream';
/** A stream that is silent for longer is dead, whatever the network says. */
const SILENT_AT_MOST_MS = 3 * HEARTBEAT_EVERY_MS;
const RETRY_AFTER_MS = [1_000, 2_000, 5_000, 15_000];

/**
 * Follows the backend's stream for as long as somebody looks: it is opened with the first who subscribes and closed
 * with the last, and while the page is hidden, because browsers allow few connections to one server.
 */
export class PlatformClient implements PlatformApi {
  readonly #listeners = new Set<() => void>();
  #current: FollowedPlatform = { state: 'loading' };
  #lastEventId?: string;
  #failures = 0;
  #connection?: AbortController;
  #pause?: ReturnType<typeof setTimeout>;

  constructor(private readonly fetchApi: FetchApi) {}

  readonly subscribe = (onChange: () => void) => {
    this.#listeners.add(onChange);
    if (this.#listeners.size === 1) {
      document.addEventListener('visibilitychange', this.#adapt);
      this.#adapt();
    }
    return () => {
      this.#listeners.delete(onChange);
      if (this.#listeners.size > 0) return;
      document.removeEventListener('visibilitychange', this.#adapt);
      this.#adapt();
    };
  };

  readonly current = () => this.#current;

  readonly retry = () => {
    if (this.#current.state === 'failed') this.#become({ state: 'loading' });
    this.#disconnect();
    this.#adapt();
  };

  /** Connects or disconnects, as somebody looks or not. */
  readonly #adapt = () => {
    if (this.#listeners.size === 0 || document.hidden) {
      this.#disconnect();
    } else if (!this.#connection) {
      this.#disconnect();
      this.#connection = new AbortController();
      void this.#connect(this.#connection);
    }
  };

  #disconnect(): void {
    clearTimeout(this.#pause);
    this.#connection?.abort();
    this.#connection = undefined;
  }

  async #connect(connection: AbortController): Promise<void> {
    try {
      await this.#read(connection);
      // The backend ends a stream now and then, to authorise anew.
      this.#failures = 0;
    } catch (error) {
      if (connection !== this.#connection) return;
      this.#failures += 1;
      this.#fail(toError(error));
    }
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    const waitMs =
      RETRY_AFTER_MS[Math.min(this.#failures, RETRY_AFTER_MS.length) - 1] ?? 0;
    this.#pause = setTimeout(this.#adapt, waitMs);
  }

  async #read(connection: AbortController): Promise<void> {
    let alarm = setTimeout(() => connection.abort(), SILENT_AT_MOST_MS);
    try {
      const response = await this.fetchApi.fetch(STREAM, {
        headers: this.#lastEventId
          ? { 'Last-Event-ID': this.#lastEventId }
          : {},
        signal: connection.signal,
      });
      if (!response.ok) throw await ResponseError.fromResponse(response);
      if (!response.body) throw new TypeError('The answer has no body');
      for await (const { id, event, data } of readEventStream(response.body)) {
        if (connection !== this.#connection) return;
        clearTimeout(alarm);
        alarm = setTimeout(() => connection.abort(), SILENT_AT_MOST_MS);
        this.#refresh();
        if (event !== 'status' || data === undefined) continue;
        const value = platformStatusSchema.parse(JSON.parse(data));
        this.#lastEventId = id;
        this.#become({ state: 'ready', value });
      }
    } finally {
      clearTimeout(alarm);
    }
  }

  /** Word from the backend: what is shown is not stale (any more). */
  #refresh(): void {
    this.#failures = 0;
    if (this.#current.state === 'ready' && this.#current.staleSince) {
      this.#become({ state: 'ready', value: this.#current.value });
    }
  }

  #fail(problem: Error): void {
    if (this.#current.state !== 'ready') {
      this.#become({ state: 'failed', problem });
    } else if (!this.#current.staleSince) {
      this.#become({ ...this.#current, staleSince: new Date() });
    }
  }

  #become(current: FollowedPlatform): void {
    this.#current = current;
    this.#listeners.forEach(listener => listener());
  }
}
