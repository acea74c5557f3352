import type { Approved, Declined, RequiresAction } from '../acquirer/index.ts';
import type { Queryable } from '../database/queryable.ts';
import { captureJournal, ledgerAccounts, writeJournal } from '../ledger/index.ts';
import { writeEvent } from '../outbox/index.ts';
import type { EventType } from '../payments/eventTypes.ts';
import type { PaymentStatus } from '../payments/paymentStates.ts';
import { transitionPayment, type PaymentChange } from '../payments/transitionPayment.ts';
import { lockAttempt, type LockedAttempt } from './locks.ts';

/** What the acquirer decided. Unknown and not found are not decisions. */
export type Decided = Approved | Declined | RequiresAction;

/** Who finishes, for the timeline. */
export interface FinishContext {
  /** `api_key:<id>` or `system:<process>`. */
  actor: string;
  requestId?: string;
}

/** Where a decision leads: the payment's next status and the event that tells of it. */
interface Step {
  to: PaymentStatus;
  event: EventType;
  change?: Partial<PaymentChange>;
}

/**
 * Books what the acquirer decided about an attempt: attempt, payment, timeline, ledger and event. Run it inside one
 * transaction. Safe to call again and from two processes: the first one books, the others find it done.
 * @returns whether this call booked it
 * @throws IllegalTransitionError when the payment is where the decision cannot lead anywhere
 */
export async function finishCharge(
  database: Queryable,
  attemptId: string,
  result: Decided,
  context: FinishContext,
): Promise<boolean> {
  const attempt = await lockAttempt(database, attemptId);
  if (!attempt || attempt.state === 'approved' || attempt.state === 'declined') return false;
  if (result.outcome === 'requires_action' && attempt.state === 'requires_action') return false;
  await database.query(DECIDE, [
    attemptId,
    result.outcome,
    result.outcome === 'approved' ? result.acquirerReference : null,
    result.outcome === 'declined' ? result.declineCode : null,
  ]);
  if (isOvertaken(attempt)) return true;
  const step = await stepAfter(database, attempt, result);
  if (step) await move(database, attempt, step, context);
  return true;
}

/** A charge that is decided while its payment is voided, or was, changes the attempt only; the void decides. */
function isOvertaken({ kind, isVoiding, status }: LockedAttempt): boolean {
  return (kind === 'charge' || kind === 'authorise') && (isVoiding || status === 'canceled');
}

async function stepAfter(database: Queryable, attempt: LockedAttempt, result: Decided): Promise<Step | undefined> {
  const { kind, amount } = attempt;
  if (result.outcome === 'requires_action') {
    const change = { nextActionUrl: result.redirectUrl };
    return { to: 'requires_action', event: 'payment.requires_action', change };
  }
  if (result.outcome === 'declined') {
    const lastError = declinedBy(result.declineCode);
    if (kind === 'void') return afterRefusedVoid(database, attempt);
    const to = kind === 'capture' ? 'requires_capture' : 'requires_payment_method';
    return { to, event: 'payment.declined', change: { lastError } };
  }
  if (kind === 'void') return { to: 'canceled', event: 'payment.canceled' };
  if (kind === 'authorise')
    return { to: 'requires_capture', event: 'payment.requires_capture', change: { lastError: null } };
  return succeeded(amount);
}

/** The customer or a capture was quicker than the void: the payment goes where its charge stands. */
async function afterRefusedVoid(database: Queryable, { paymentId }: LockedAttempt): Promise<Step | undefined> {
  const [charge] = await database.query<{ kind: string; state: string; amount: string; declineCode: string | null }>(
    CHARGE,
    [paymentId],
  );
  if (charge?.state === 'approved')
    return charge.kind === 'charge'
      ? succeeded(charge.amount)
      : { to: 'requires_capture', event: 'payment.requires_capture' };
  if (charge?.state === 'declined') {
    const lastError = declinedBy(charge.declineCode);
    return { to: 'requires_payment_method', event: 'payment.declined', change: { lastError } };
  }
  // Not decided yet: asking for the charge at once leads the payment on, with the address where the customer acts.
  await database.query(ASK_AGAIN, [paymentId]);
  return undefined;
}

/** `Error` of the HTTP contract, as the payment shows it. */
function declinedBy(declineCode: string | null): Record<string, unknown> {
  return { type: 'card_error', code: 'card_declined', decline_code: declineCode, message: 'The card was declined.' };
}

function succeeded(amount: string): Step {
  return { to: 'succeeded', event: 'payment.succeeded', change: { amountCaptured: BigInt(amount), lastError: null } };
}

async function move(database: Queryable, attempt: LockedAttempt, step: Step, context: FinishContext): Promise<void> {
  const { paymentId, traceparent } = attempt;
  // The customer acted and nobody moved the payment on yet.
  if (attempt.status === 'requires_action')
    await transitionPayment(database, paymentId, { from: 'requires_action', to: 'processing', ...context });
  await transitionPayment(database, paymentId, { from: 'processing', to: step.to, ...step.change, ...context });
  if (step.change?.amountCaptured !== undefined) await book(database, attempt, step.change.amountCaptured);
  await writeEvent(database, { type: step.event, paymentId, traceparent });
}

async function book(database: Queryable, attempt: LockedAttempt, captured: bigint): Promise<void> {
  const { merchantId, live, feeBasisPoints, paymentId, currency } = attempt;
  const accounts = await ledgerAccounts(database, merchantId, currency, live);
  await writeJournal(database, accounts, currency, captureJournal(captured, feeBasisPoints), { paymentId });
}

/** A customer may take long to act, so their charge is asked for again after a minute; the completer backs off. */
const DECIDE = `
  UPDATE charge_attempts SET state = $2, acquirer_reference = $3, decline_code = $4,
    finished_at = CASE WHEN $2 = 'requires_action' THEN NULL ELSE now() END,
    next_inquiry_at = CASE WHEN $2 = 'requires_action' THEN now() + interval '1 minute' END
  WHERE id = $1`;

const CHARGE = `
  SELECT kind, state, amount, decline_code AS "declineCode" FROM charge_attempts
  WHERE payment_id = $1 AND kind IN ('charge', 'authorise') ORDER BY id DESC LIMIT 1`;

const ASK_AGAIN = `
  UPDATE charge_attempts SET state = 'unknown', next_inquiry_at = now()
  WHERE payment_id = $1 AND kind IN ('charge', 'authorise') AND state = 'requires_action'`;
