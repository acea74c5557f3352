import { hash as digest } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../api-keys/Caller.ts';
import { invalid, ProblemError } from '../http/problem.ts';

/** A request that is done once, however often it is sent. */
export interface IdempotentRequest {
  caller: Caller;
  key: string;
  /** SHA-256 of method, path and canonical body: what tells a retry from another request with the same key. */
  hash: Buffer;
  /** Names the key's advisory lock: 64 bits as text. */
  lock: string;
  requestId: string;
}

const LONGEST_KEY = 255;

/**
 * Reads the Idempotency-Key of a request and names what it asks.
 * @throws ProblemError 400 without a usable key
 */
export function idempotentRequest(request: FastifyRequest): IdempotentRequest {
  const { caller, method, body, headers, id } = request;
  if (!caller) throw new Error('An idempotent operation needs a caller.');
  const { keyPrefix = '' } = caller;
  const sent = headers['idempotency-key'];
  if (typeof sent !== 'string' || sent.length === 0) {
    const message = 'This request needs an Idempotency-Key: a name of your choice that a retry repeats.';
    throw new ProblemError(400, { type: 'idempotency_error', code: 'idempotency_key_missing', message });
  }
  const longest = LONGEST_KEY - keyPrefix.length;
  if (sent.length > longest) {
    throw invalid('idempotency_key_too_long', `An Idempotency-Key has at most ${longest} characters.`);
  }
  const key = keyPrefix + sent;
  const path = request.url.split('?', 1)[0] ?? '';
  const hash = sha256(`${method} ${path}\n${canonicalJson(body ?? null)}`);
  const lock = sha256(`${caller.merchantId} ${caller.live} ${key}`).readBigInt64BE().toString();
  return { caller, key, hash, lock, requestId: id };
}

/** JSON with sorted keys: the same content gives the same text, whatever order the caller's library writes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function sha256(text: string): Buffer {
  return digest('sha256', text, 'buffer');
}
