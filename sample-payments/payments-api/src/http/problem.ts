/** `Error.type` of the contract. */
export type ProblemType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'card_error'
  | 'idempotency_error'
  | 'rate_limit_error'
  | 'api_error';

export interface ProblemDetails {
  type: ProblemType;
  /** A stable word for programs. */
  code: string;
  /** A sentence for people. */
  message: string;
  /** The field that is wrong, as a path. */
  param?: string;
  declineCode?: string;
}

/** A refusal the caller may see. Everything else that is thrown becomes an opaque 500. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly status: number;
  readonly details: ProblemDetails;
  /** Sent as `Retry-After`, in seconds. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, details: ProblemDetails, retryAfterSeconds?: number) {
    super(details.message);
    this.status = status;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The contract's `Problem` as the exact text that is sent, and stored where it answers an idempotent request. */
export function problemBody({ type, code, message, param, declineCode }: ProblemDetails, requestId: string): string {
  return JSON.stringify({
    error: { type, code, message, param, decline_code: declineCode, request_id: requestId },
  });
}

/** 400: the request itself is wrong. */
export function invalid(code: string, message: string, param?: string): ProblemError {
  return new ProblemError(400, { type: 'invalid_request_error', code, message, param });
}

/** 404, also for what belongs to another merchant or mode: whether it exists is nobody else's business. */
export function notFound(thing: string, param?: string): ProblemError {
  const message = `There is no such ${thing}.`;
  return new ProblemError(404, { type: 'invalid_request_error', code: 'resource_missing', message, param });
}

/** 409: possible in general, but not as things stand. */
export function conflict(code: string, message: string, param?: string): ProblemError {
  return new ProblemError(409, { type: 'invalid_request_error', code, message, param });
}

/** 429: wait as long as it says. */
export function tooManyRequests(waitSeconds: number): ProblemError {
  const message = 'Too many requests. Wait, then try again.';
  return new ProblemError(429, { type: 'rate_limit_error', code: 'rate_limited', message }, waitSeconds);
}

/** 429: enough is running for this key. */
export function tooManyAtOnce(): ProblemError {
  const message = 'Too many requests of this API key are running. Wait for one to end.';
  return new ProblemError(429, { type: 'rate_limit_error', code: 'too_many_at_once', message }, 1);
}
