import * as http from 'node:http';
import * as https from 'node:https';
import type { ApiAccess } from './kubeconfig.ts';

/** The API server answered, but not with 200. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }

  /** The version to resume from is no longer kept: everything must be listed anew. */
  get isGone(): boolean {
    return this.status === 410;
  }
}

/**
 * GET requests to an API server. Written on Node's own client: importing `@kubernetes/client-node` 2.0.1 loads every
 * API type and takes this process from 86 to 149 MB.
 */
export class KubernetesApi {
  readonly #access: ApiAccess;
  readonly #client: typeof http | typeof https;
  readonly #agent: http.Agent;

  constructor(access: ApiAccess) {
    this.#access = access;
    if (access.server.protocol === 'http:') {
      this.#client = http;
      this.#agent = new http.Agent();
    } else {
      this.#client = https;
      this.#agent = new https.Agent({
        ca: access.certificateAuthority,
        cert: access.certificate,
        key: access.key,
      });
    }
  }

  /**
   * The answer to one request as parsed JSON.
   * @throws ApiError for another status than 200; Error when the connection fails or is silent for `silentForMs`
   */
  async get(
    path: string,
    query: Record<string, string>,
    { signal, silentForMs }: { signal: AbortSignal; silentForMs: number },
  ): Promise<unknown> {
    let body = '';
    for await (const part of await this.#open(path, query, signal, silentForMs))
      body += part;
    return JSON.parse(body);
  }

  /**
   * The lines of an answer, each as parsed JSON, until the server ends it.
   * @param onOpen called when the server has begun to answer
   * @throws as `get` does
   */
  async *stream(
    path: string,
    query: Record<string, string>,
    {
      signal,
      silentForMs,
      onOpen,
    }: { signal: AbortSignal; silentForMs: number; onOpen: () => void },
  ): AsyncGenerator<unknown> {
    const response = await this.#open(path, query, signal, silentForMs);
    onOpen();
    let rest = '';
    for await (const part of response) {
      const lines = `${rest}${part}`.split('\n');
      rest = lines.pop()!;
      for (const line of lines) if (line !== '') yield JSON.parse(line);
    }
  }

  /**
   * Creates or deletes an object.
   * @throws ApiError for a status that is not 2xx; Error when the connection fails or is silent for `silentForMs`
   */
  async send(
    method: 'POST' | 'DELETE',
    path: string,
    body: object | undefined,
    { signal, silentForMs }: { signal: AbortSignal; silentForMs: number },
  ): Promise<void> {
    const response = await this.#request(
      method,
      path,
      {},
      signal,
      silentForMs,
      body,
    );
    const said = await textOf(response);
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299)
      throw new ApiError(
        status,
        `${method} ${path} was answered ${status}: ${said.slice(0, 300)}`,
      );
  }

  async #open(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
    silentForMs: number,
  ): Promise<http.IncomingMessage> {
    const response = await this.#request(
      'GET',
      path,
      query,
      signal,
      silentForMs,
    );
    if (response.statusCode === 200) return response;
    const said = await textOf(response);
    throw new ApiError(
      response.statusCode ?? 0,
      `${this.#access.server.host} answered ${
        response.statusCode
      } for ${path}: ${said.slice(0, 300)}`,
    );
  }

  async #request(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
    silentForMs: number,
    body?: object,
  ): Promise<http.IncomingMessage> {
    const { server, token } = this.#access;
    const url = new URL(server);
    url.pathname = `${server.pathname.replace(/\/$/, '')}${path}`;
    url.search = new URLSearchParams(query).toString();
    const request = this.#client.request(url, {
      method,
      agent: this.#agent,
      signal,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
    });
    request.setTimeout(silentForMs, () =>
      request.destroy(
        new Error(`${url.host} was silent for ${silentForMs / 1000} s`),
      ),
    );
    const response = await new Promise<http.IncomingMessage>(
      (resolve, reject) => {
        request
          .once('response', resolve)
          .once('error', reject)
          .end(body && JSON.stringify(body));
      },
    );
    // From here on the body tells of a broken connection; without a listener the request would throw it as well.
    request.on('error', () => {});
    response.setEncoding('utf8');
    return response;
  }
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of response) text += part;
  return text;
}
