import type { Queryable } from '../database/queryable.ts';
import { statusesBefore, type PaymentStatus } from './paymentStates.ts';

/** What changes together with the status. Left out means unchanged; `null` empties. */
export interface PaymentChange {
  to: PaymentStatus;
  /** The exact status the caller decided on. The move must be legal from it. */
  from: PaymentStatus;
  actor: string;
  requestId?: string;
  /** Set when the payment succeeds, in minor units. */
  amountCaptured?: bigint;
  paymentMethod?: string;
  nextActionUrl?: string | null;
  lastError?: Record<string, unknown> | null;
  cancellationReason?: string;
}

/** The payment was not where the caller believed: someone else moved it first, or the move is not legal at all. */
export class IllegalTransitionError extends Error {
  override name = 'IllegalTransitionError';
  readonly from: PaymentStatus;
  readonly to: PaymentStatus;

  constructor(paymentId: string, from: PaymentStatus, to: PaymentStatus) {
    super(`Payment ${paymentId} cannot go from ${from} to ${to}.`);
    this.from = from;
    this.to = to;
  }
}

/**
 * Moves a payment and writes its timeline row in one statement. Run it inside the transaction that also writes
 * ledger and outbox. The row lock it takes orders concurrent movers; the loser finds the status changed.
 * @returns the payment's new version
 * @throws IllegalTransitionError when no row was in `from`, or `from` to `to` is not legal
 */
export async function transitionPayment(
  database: Queryable,
  paymentId: string,
  change: PaymentChange,
): Promise<number> {
  const { from, to } = change;
  if (!statusesBefore(to).includes(from)) throw new IllegalTransitionError(paymentId, from, to);
  const rows = await database.query<{ version: number }>(MOVE, [
    paymentId,
    from,
    to,
    change.amountCaptured?.toString() ?? null,
    change.paymentMethod ?? null,
    change.nextActionUrl ?? null,
    change.lastError === undefined,
    change.lastError ? JSON.stringify(change.lastError) : null,
    change.cancellationReason ?? null,
    change.actor,
    change.requestId ?? null,
  ]);
  const moved = rows[0];
  if (!moved) throw new IllegalTransitionError(paymentId, from, to);
  return moved.version;
}

const MOVE = `
  WITH moved AS (
    UPDATE payments SET
      status = $3,
      version = version + 1,
      updated_at = now(),
      amount_captured = coalesce($4::bigint, amount_captured),
      captured_at = CASE WHEN $4::bigint IS NULL THEN captured_at ELSE now() END,
      payment_method = coalesce($5, payment_method),
      next_action_url = $6,
      last_error = CASE WHEN $7::boolean THEN last_error ELSE $8::jsonb END,
      cancellation_reason = coalesce($9, cancellation_reason)
    WHERE id = $1 AND status = $2
    RETURNING id, version, amount_captured
  ), noted AS (
    INSERT INTO payment_events (payment_id, version, type, from_status, to_status, amount, actor, request_id)
    SELECT id, version, 'status_changed', $2, $3, nullif(amount_captured, 0), $10, $11 FROM moved
  )
  SELECT version FROM moved`;
