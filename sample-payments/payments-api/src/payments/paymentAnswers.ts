import { describePayment } from '@payments/core/representations';
import type { Decision } from '../charges/Charges.ts';
import { problemBody, type ProblemDetails } from '../http/problem.ts';
import type { Outcome } from '../idempotency/IdempotencyService.ts';
import type { PaymentRow } from './PaymentsRepository.ts';

/** What an operation that asked the acquirer answers: the payment as it is now, or that it was declined. */
export function answerAfter(
  payment: PaymentRow,
  { kind, state, declineCode }: Decision,
  { status, requestId }: { status: 200 | 201; requestId: string },
): Outcome {
  const subjectId = payment.id;
  if (state !== 'declined') return { status, body: paymentBody(payment), subjectId };
  if (kind === 'void' && payment.status === 'canceled') return { status, body: paymentBody(payment), subjectId };
  if (kind === 'void') return { status: 409, body: problemBody(notCanceled(payment), requestId), subjectId };
  return { status: 402, body: problemBody(declined(declineCode ?? 'unknown'), requestId), subjectId };
}

export function paymentBody(payment: PaymentRow): string {
  return JSON.stringify(describePayment(payment));
}

function notCanceled({ status }: PaymentRow): ProblemDetails {
  const message = `The acquirer did not release the payment: it is ${status} now.`;
  return { type: 'invalid_request_error', code: 'payment_not_cancelable', message };
}

/** What the common codes say to people. Others are shown to programs only. */
const REASONS: Record<string, string> = {
  insufficient_funds: 'The card was declined for lack of funds.',
  expired_card: 'The card was declined because it has expired.',
  authentication_failed: 'The customer did not approve the payment.',
};

function declined(declineCode: string): ProblemDetails {
  const message = REASONS[declineCode] ?? 'The card was declined.';
  return { type: 'card_error', code: 'card_declined', declineCode, message };
}
