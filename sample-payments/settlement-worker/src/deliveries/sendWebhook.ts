import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { AttemptFailure } from '@payments/core/webhooks';
import { BlockedAddressError, resolveTarget, systemResolve, type Exceptions, type Resolve } from './resolveTarget.ts';

export interface WebhookRequest extends Exceptions {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** For all of it: resolving, connecting, and the answer. */
  timeoutMs: number;
  resolve?: Resolve;
}

/** A redirect has both: the status it came with, and why it does not count. */
export type WebhookAnswer = { httpStatus: number; failure?: AttemptFailure } | { failure: AttemptFailure };

/** Answers are read only to be polite to the sender; what is longer is cut off. */
export const LARGEST_ANSWER_BYTES = 64 * 1024;

/** Posts an event. Never throws: whatever goes wrong is an answer. */
export async function sendWebhook(request: WebhookRequest): Promise<WebhookAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const url = new URL(request.url);
    const resolving = resolveTarget(url, request, request.resolve ?? systemResolve);
    const address = await unlessAborted(resolving, signal);
    const httpStatus = await post(url, address, request, signal);
    if (httpStatus < 200 || httpStatus > 599) return { failure: 'connection' };
    return httpStatus >= 300 && httpStatus < 400 ? { httpStatus, failure: 'redirect' } : { httpStatus };
  } catch (error) {
    return { failure: signal.aborted ? 'timeout' : failureOf(error) };
  }
}

/** Connects to the address that was checked; the name is used for the certificate and the Host header only. */
function post(url: URL, address: string, { headers, body }: WebhookRequest, signal: AbortSignal): Promise<number> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isSecure = url.protocol === 'https:';
  const options = {
    method: 'POST',
    host: address,
    port: url.port || (isSecure ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body) },
    servername: isIP(host) ? '' : host,
    agent: false,
    signal,
  } as const;
  return new Promise((resolve, reject) => {
    const outgoing = isSecure ? requestHttps(options) : requestHttp(options);
    outgoing.on('error', reject);
    outgoing.on('response', response => drain(response, () => resolve(response.statusCode ?? 0)));
    outgoing.end(body);
  });
}

/** The status decides; the body is read up to its limit, or until the time is over, and then dropped. */
function drain(response: IncomingMessage, done: () => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER_BYTES) response.destroy();
  });
  response.on('error', () => {});
  response.on('close', done);
}

async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function failureOf(error: unknown): AttemptFailure {
  if (error instanceof BlockedAddressError) return 'blocked_address';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_|EPROTO)/.test(code) ? 'tls' : 'connection';
}
