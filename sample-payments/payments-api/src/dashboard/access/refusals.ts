import type { DashboardAction } from '@payments/core/dashboard-contract';
import { ProblemError } from '../../http/problem.ts';

/** 401, the same for a session that never was, has ended, or whose person was disabled. */
export function unauthenticatedPerson(): ProblemError {
  const message = 'Nobody is signed in, or the session is over. Sign in again.';
  return new ProblemError(401, { type: 'authentication_error', code: 'session_missing', message });
}

/** 403: signed in, but the role is not enough. */
export function forbiddenByRole(action: DashboardAction): ProblemError {
  const message = `Your role does not include ${action}.`;
  return new ProblemError(403, { type: 'permission_error', code: 'role_forbids', message });
}

/** 401: not the payment's secret, whether or not there is such a payment. */
export function wrongClientSecret(): ProblemError {
  const message = 'This link does not lead to a payment. Ask the shop for a new one.';
  return new ProblemError(401, { type: 'authentication_error', code: 'client_secret_invalid', message });
}

/** 403: another site's page sent it. */
export function foreignOrigin(): ProblemError {
  const message = 'Changes are taken from our own pages only.';
  return new ProblemError(403, { type: 'permission_error', code: 'origin_foreign', message });
}
