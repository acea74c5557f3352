import { createReadStream } from 'node:fs';
import {
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';

/** A name and password that the registry takes. */
export interface RegistryCredentials {
  username: string;
  password: string;
}

/** A registry's answer that is not what was asked for. */
export class RegistryError extends Error {
  readonly status: number;

  constructor(what: string, status: number, body: string) {
    super(`${what}: the registry answered ${status} ${body.slice(0, 300)}`);
    this.name = 'RegistryError';
    this.status = status;
  }
}

interface Answer {
  status: number;
  location?: string;
  body: string;
}

/**
 * The part of the OCI distribution protocol that pushes need, over plain HTTP on loopback. Blobs and manifests are sent
 * byte for byte, so a digest in the registry is the one that was built.
 */
export class RegistryClient {
  readonly #address: string;
  readonly #authorization: string;
  readonly #signal: AbortSignal;

  /** @param address host and port, e.g. `127.0.0.1:5500` */
  constructor(
    address: string,
    { username, password }: RegistryCredentials,
    signal: AbortSignal,
  ) {
    this.#address = `http://${address}`;
    const pair = Buffer.from(`${username}:${password}`).toString('base64');
    this.#authorization = `Basic ${pair}`;
    this.#signal = signal;
  }

  /** True when the registry has a manifest with this digest or tag. */
  async hasManifest(
    repository: string,
    reference: string,
    mediaType: string,
  ): Promise<boolean> {
    const path = `/v2/${repository}/manifests/${reference}`;
    return this.#exists(path, { accept: mediaType });
  }

  /**
   * Makes a blob be there.
   * @param from repository of the same registry that may have it already
   */
  async putBlob(
    repository: string,
    blob: { digest: string; size: number; file: string },
    from?: string,
  ): Promise<void> {
    const { digest, size, file } = blob;
    if (await this.#exists(`/v2/${repository}/blobs/${digest}`)) return;
    const mount = from
      ? `?mount=${digest}&from=${encodeURIComponent(from)}`
      : '';
    const uploads = `/v2/${repository}/blobs/uploads/${mount}`;
    const started = await this.#send('POST', uploads, { 'content-length': 0 });
    if (started.status === 201) return;
    expect(started, 202, `Starting an upload to ${repository}`);
    // Its own address as it sees it may not be reachable from here: only the path counts.
    const target = new URL(started.location ?? '', this.#address);
    target.searchParams.set('digest', digest);
    const sent = await this.#send(
      'PUT',
      `${target.pathname}${target.search}`,
      { 'content-length': size, 'content-type': 'application/octet-stream' },
      createReadStream(file),
    );
    expect(sent, 201, `Uploading ${digest} to ${repository}`);
  }

  /** Stores a manifest whose blobs are all there. */
  async putManifest(
    repository: string,
    manifest: { digest: string; mediaType: string; text: string },
  ): Promise<void> {
    const { digest, mediaType, text: body } = manifest;
    const stored = await this.#send(
      'PUT',
      `/v2/${repository}/manifests/${digest}`,
      { 'content-type': mediaType, 'content-length': Buffer.byteLength(body) },
      body,
    );
    expect(stored, 201, `Storing the manifest of ${repository}`);
  }

  async #exists(path: string, headers = {}): Promise<boolean> {
    const answer = await this.#send('HEAD', path, headers);
    if (answer.status === 404) return false;
    expect(answer, 200, path);
    return true;
  }

  async #send(
    method: string,
    path: string,
    headers: OutgoingHttpHeaders,
    body?: Readable | string,
  ): Promise<Answer> {
    const sending = request(new URL(path, this.#address), {
      method,
      headers: { authorization: this.#authorization, ...headers },
      signal: this.#signal,
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sending.once('response', resolve);
      sending.once('error', reject);
    });
    if (typeof body === 'object') {
      // An early answer closes the connection under the upload; the answer is what counts then.
      void pipeline(body, sending).catch(() => {});
    } else sending.end(body);
    const answer = await answered;
    return {
      status: answer.statusCode ?? 0,
      location: answer.headers.location,
      body: await text(answer),
    };
  }
}

function expect(answer: Answer, status: number, what: string): void {
  if (answer.status !== status)
    throw new RegistryError(what, answer.status, answer.body);
}
