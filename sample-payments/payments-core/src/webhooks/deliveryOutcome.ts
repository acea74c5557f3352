/** Why no usable answer came, in the contract's words. */
export const ATTEMPT_FAILURES = ['timeout', 'connection', 'tls', 'redirect', 'blocked_address'] as const;

export type AttemptFailure = (typeof ATTEMPT_FAILURES)[number];

/** What an attempt means for its delivery: done, try again, or the receiver wants no more (410). */
export type DeliveryOutcome = 'delivered' | 'retry' | 'gone';

/** Only a 2xx is a receipt. Redirects are not followed: the target was not checked against private addresses. */
export function deliveryOutcome(answer: { httpStatus: number } | { failure: AttemptFailure }): DeliveryOutcome {
  if (!('httpStatus' in answer)) return 'retry';
  if (answer.httpStatus === 410) return 'gone';
  return answer.httpStatus >= 200 && answer.httpStatus < 300 ? 'delivered' : 'retry';
}
