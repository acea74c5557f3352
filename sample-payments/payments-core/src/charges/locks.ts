import type { Queryable } from '../database/queryable.ts';
import type { ChargeAttempt } from '../database/entities/charge-attempt.entity.ts';
import type { PaymentStatus } from '../payments/paymentStates.ts';
import type { RefundStatus } from '../payments/refundStates.ts';

/** An attempt with what finishing it needs of its payment, both locked. */
export interface LockedAttempt {
  id: string;
  kind: ChargeAttempt['kind'];
  state: ChargeAttempt['state'];
  amount: string;
  currency: string;
  traceparent: string | null;
  paymentId: string;
  status: PaymentStatus;
  live: boolean;
  merchantId: string;
  feeBasisPoints: number;
  /** A void of this payment is outstanding; it decides what becomes of the payment. */
  isVoiding: boolean;
}

/** A refund with what finishing it needs, itself and its payment locked. */
export interface LockedRefund {
  id: string;
  status: RefundStatus;
  amount: string;
  currency: string;
  traceparent: string | null;
  paymentId: string;
  live: boolean;
  merchantId: string;
}

/** Locks payment and attempt, always in that order, so that the API and the completer cannot deadlock. */
export async function lockAttempt(database: Queryable, id: string): Promise<LockedAttempt | undefined> {
  await database.query(LOCK_PAYMENT_OF_ATTEMPT, [id]);
  const [row] = await database.query<LockedAttempt>(ATTEMPT, [id]);
  return row;
}

/** Locks payment and refund, in that order. */
export async function lockRefund(database: Queryable, id: string): Promise<LockedRefund | undefined> {
  await database.query(LOCK_PAYMENT_OF_REFUND, [id]);
  const [row] = await database.query<LockedRefund>(REFUND, [id]);
  return row;
}

const LOCK_PAYMENT_OF_ATTEMPT = `
  SELECT id FROM payments WHERE id = (SELECT payment_id FROM charge_attempts WHERE id = $1) FOR UPDATE`;

const LOCK_PAYMENT_OF_REFUND = `
  SELECT id FROM payments WHERE id = (SELECT payment_id FROM refunds WHERE id = $1) FOR UPDATE`;

/** A statement of its own, after the lock: its snapshot sees what the former holder of the lock committed. */
const ATTEMPT = `
  SELECT attempt.id, attempt.kind, attempt.state, attempt.amount, attempt.currency, attempt.traceparent,
    payment.id AS "paymentId", payment.status, payment.live, payment.merchant_id AS "merchantId",
    merchant.fee_basis_points AS "feeBasisPoints",
    EXISTS (SELECT FROM charge_attempts other WHERE other.payment_id = payment.id AND other.kind = 'void'
      AND other.state IN ('pending', 'unknown')) AS "isVoiding"
  FROM charge_attempts attempt JOIN payments payment ON payment.id = attempt.payment_id
  JOIN merchants merchant ON merchant.id = payment.merchant_id
  WHERE attempt.id = $1 FOR UPDATE OF attempt`;

const REFUND = `
  SELECT refund.id, refund.status, refund.amount, refund.currency, refund.traceparent,
    refund.payment_id AS "paymentId", refund.live, refund.merchant_id AS "merchantId"
  FROM refunds refund WHERE refund.id = $1 FOR UPDATE`;
