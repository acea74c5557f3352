import type { Queryable } from '@payments/core/database';
import { unseal } from '@payments/core/sealing';
import { Answer } from '../http/Answer.ts';
import { ProblemError } from '../http/problem.ts';
import { unauthenticated } from '../api-keys/refusals.ts';
import type { IdempotentRequest } from './IdempotentRequest.ts';

/** Longer than a request can take: acquirer timeout and the statement timeouts of its transactions. */
export function leaseSeconds(acquirerTimeoutMs: number): number {
  return Math.ceil(acquirerTimeoutMs / 1000) + 15;
}

/** Columns of the claim that every statement that takes a key returns. */
export interface ClaimRow {
  /** This transaction holds the key's lock. */
  won: boolean;
  /** The API key still works. */
  inForce: boolean;
  state: 'running' | 'finished' | null;
  requestHash: Buffer | null;
  /** Whoever runs it may still be at it. */
  isLive: boolean | null;
  isExpired: boolean | null;
  subjectId: string | null;
  begunAt: string | null;
  responseStatus: number | null;
  responseBody: string | null;
  responseSealed: boolean | null;
}

/** What the key stands for, now that it is ours or was answered. */
export type Claim =
  | { kind: 'fresh' }
  | { kind: 'expired' }
  | { kind: 'answered'; answer: Answer }
  /** A process died between its two transactions. */
  | { kind: 'abandoned'; subjectId: string; begunAt: string };

/**
 * First the lock, without waiting, then the row, won or lost: a duplicate must not wait on the unique index, where
 * each one would hold a connection. The API key is checked again here, as the guard may know it from a moment ago.
 */
export const CLAIM_COLUMNS = `
  lock.won, ($5::uuid IS NULL OR caller.id IS NOT NULL) AS "inForce", known.state, known.request_hash AS "requestHash",
  known.locked_at > now() - make_interval(secs => $6) AS "isLive", known.expires_at <= now() AS "isExpired",
  known.subject_id AS "subjectId", known.created_at::text AS "begunAt", known.response_status AS "responseStatus",
  known.response_body AS "responseBody", known.response_sealed AS "responseSealed"`;

/** $1 lock, $2 merchant, $3 live, $4 key, $5 API key or null, $6 lease in seconds. */
export const CLAIM_SOURCE = `
  (SELECT pg_try_advisory_xact_lock($1::bigint) AS won OFFSET 0) lock
  LEFT JOIN idempotency_keys known ON known.merchant_id = $2 AND known.live = $3 AND known.key = $4
  LEFT JOIN api_keys caller ON caller.id = $5 AND caller.revoked_at IS NULL
    AND (caller.expires_at IS NULL OR caller.expires_at > now())`;

const CLAIM = `SELECT ${CLAIM_COLUMNS} FROM ${CLAIM_SOURCE}`;

/** The parameters of `CLAIM_SOURCE`. */
export function claimParameters({ lock, caller, key }: IdempotentRequest, lease: number): unknown[] {
  return [lock, caller.merchantId, caller.live, key, caller.keyId, lease];
}

/** Takes the key for the transaction of `database`, or says who has it. */
export async function claim(
  database: Queryable,
  request: IdempotentRequest,
  { lease, sealingKey }: { lease: number; sealingKey: Buffer },
): Promise<Claim> {
  const [row] = await database.query<ClaimRow>(CLAIM, claimParameters(request, lease));
  if (!row) throw new Error('The claim gave no row.');
  return judge(row, request, sealingKey);
}

/**
 * Pure but for the sealed answers: what a claim's row means.
 * @throws ProblemError 401, 422 for another request with the key, 409 while it runs
 */
export function judge(row: ClaimRow, request: IdempotentRequest, sealingKey: Buffer): Claim {
  if (!row.inForce) throw unauthenticated();
  if (row.state === null) return row.won ? { kind: 'fresh' } : inFlight();
  if (row.isExpired) return row.won ? { kind: 'expired' } : inFlight();
  if (!row.requestHash?.equals(request.hash)) throw reused();
  if (row.state === 'finished') return { kind: 'answered', answer: storedAnswer(row, request, sealingKey) };
  if (!row.won || row.isLive || !row.subjectId || !row.begunAt) return inFlight();
  return { kind: 'abandoned', subjectId: row.subjectId, begunAt: row.begunAt };
}

/** What a sealed answer is bound to. */
export function sealPurpose({ caller, key }: IdempotentRequest): string {
  return `idempotency_key:${caller.merchantId}:${caller.live ? 'live' : 'test'}:${key}`;
}

/** The answer in a finished row. */
export function storedAnswer(
  row: Pick<ClaimRow, 'responseStatus' | 'responseBody' | 'responseSealed'>,
  request: IdempotentRequest,
  sealingKey: Buffer,
): Answer {
  const body = row.responseBody ?? '';
  const text = row.responseSealed ? unseal(Buffer.from(body, 'base64'), sealingKey, sealPurpose(request)) : body;
  return new Answer(row.responseStatus ?? 500, text, true);
}

function inFlight(): never {
  const message = 'A request with this Idempotency-Key is still running. Ask again in a moment.';
  throw new ProblemError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message }, 1);
}

function reused(): ProblemError {
  const message = 'This Idempotency-Key was used for another request. Choose a new one.';
  return new ProblemError(422, { type: 'idempotency_error', code: 'idempotency_key_reused', message });
}
