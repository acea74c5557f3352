import type { WebhookDelivery } from '@payments/core/contract';

type Attempt = WebhookDelivery['attempts'][number];

const FAILURES: Record<NonNullable<Attempt['failure']>, string> = {
  timeout: 'no answer in time',
  connection: 'no connection',
  tls: 'certificate refused',
  redirect: 'redirected',
  blocked_address: 'address not allowed',
};

/** What came back from one attempt. */
export function describeAttempt({ http_status, failure }: Attempt): string {
  if (failure) return FAILURES[failure];
  return http_status === undefined ? 'no answer' : `HTTP ${http_status}`;
}
