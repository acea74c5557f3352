import { problemSchema, type Problem } from '@payments/core/contract';

/** The API refused, or failed in a way it could tell. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly status: number;
  readonly detail: Problem['error'];
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(status: number, detail: Problem['error'], retryAfter?: number) {
    super(detail.message);
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }
}

/** No answer, or none that can be understood: whether anything was done is not known. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

/** What the API said when it did not do what was asked. */
export async function problemOf(response: Response): Promise<ApiProblem | NoAnswerError> {
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) return new NoAnswerError(`The server answered ${response.status}.`);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiProblem(response.status, parsed.data.error, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

/** True when nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

/** True when the role does not reach this. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 403;
}

/** True when the same request may work in a moment. */
export function isTransient(error: unknown): boolean {
  return error instanceof ApiProblem ? error.status === 503 : true;
}

/**
 * True when the answer is final, so that nothing was done and nothing will be. After anything else the same request
 * with the same key finds out what became of it.
 */
export function isFinalRefusal(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  const { status, detail } = error;
  // A key that is in flight, or was used for something else, belongs to a try whose end is not known here.
  return status >= 400 && status < 500 && status !== 429 && detail.type !== 'idempotency_error';
}

const EARLIER_TRY = 'An earlier try with other values may have worked. Close this and look before you try again.';

/** A sentence for people, with the words that support needs to find the request. */
export function messageOf(error: Error): string {
  if (!(error instanceof ApiProblem)) return error.message;
  const { retryAfter, detail } = error;
  if (detail.type === 'idempotency_error' && retryAfter === undefined) return EARLIER_TRY;
  const wait = retryAfter === undefined ? '' : ` Try again in ${retryAfter} seconds.`;
  const reference = detail.request_id && error.status >= 500 ? ` (Request ${detail.request_id})` : '';
  return `${detail.message}${wait}${reference}`;
}
