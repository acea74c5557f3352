import type { Scope } from '@payments/core/api-keys';
import { ProblemError } from '../http/problem.ts';

/** 401, the same for a key that is missing, unknown, revoked or expired. */
export function unauthenticated(): ProblemError {
  const message = 'Send a valid API key: Authorization: Bearer sk_test_… or sk_live_…';
  return new ProblemError(401, { type: 'authentication_error', code: 'api_key_invalid', message });
}

/** 403: the key is good, but not for this. */
export function lacksScope(scope: Scope): ProblemError {
  const message = `The API key lacks the scope ${scope}.`;
  return new ProblemError(403, { type: 'permission_error', code: 'scope_missing', message });
}
