import { Injectable } from '@nestjs/common';
import type { Queryable, Refund } from '@payments/core/database';
import type { RefundFacts } from '@payments/core/representations';
import type { Caller } from '../api-keys/Caller.ts';
import { pageSql, Where, type PageRequest } from '../http/paging.ts';
import { Database } from '../platform/Database.ts';

/** What the rules need of the payment to refund. Its row is locked. */
export interface RefundablePayment {
  id: string;
  status: string;
  currency: string;
  /** Captured and neither refunded nor about to be, in minor units. */
  left: bigint;
}

export type NewRefund = Pick<Refund, 'id' | 'paymentId' | 'amount' | 'currency' | 'merchantReference' | 'reason'>;

/** What the acquirer is asked. */
export interface RefundOrder {
  id: string;
  paymentId: string;
  amount: bigint;
  currency: string;
  /** Reference of the charge the money came by. */
  origin: string;
}

/** The SQL of refunds. */
@Injectable()
export class RefundsRepository {
  constructor(private readonly database: Database) {}

  async lockPayment(database: Queryable, caller: Caller, id: string): Promise<RefundablePayment | undefined> {
    const rows = await database.query<Omit<RefundablePayment, 'left'> & { left: string }>(LOCK_PAYMENT, [
      id,
      caller.merchantId,
      caller.live,
    ]);
    return rows[0] && { ...rows[0], left: BigInt(rows[0].left) };
  }

  /** Reserves the amount on the payment: a trigger refuses more than is left. Notes it on the timeline. */
  async insert(
    database: Queryable,
    refund: NewRefund,
    caller: Caller,
    context: { actor: string; requestId: string; traceparent?: string; leaseSeconds: number },
  ): Promise<void> {
    const { id, paymentId, amount, currency, merchantReference, reason } = refund;
    await database.query(INSERT, [
      id,
      paymentId,
      caller.merchantId,
      caller.live,
      amount.toString(),
      currency,
      merchantReference,
      reason,
      context.traceparent ?? null,
      context.leaseSeconds,
    ]);
    await database.query(NOTE, [paymentId, amount.toString(), context.actor, context.requestId]);
  }

  /** What to ask the acquirer for a refund. */
  async order(id: string): Promise<RefundOrder> {
    const [row] = await this.database.query<Omit<RefundOrder, 'amount'> & { amount: string }>(ORDER, [id]);
    if (!row) throw new Error(`Refund ${id} has no charge to give back.`);
    return { ...row, amount: BigInt(row.amount) };
  }

  /** The answer is not known: the completer asks soon. */
  async noteUnknown(database: Queryable, id: string): Promise<void> {
    await database.query(UNKNOWN, [id]);
  }

  async find(database: Queryable, caller: Caller, id: string): Promise<RefundFacts | undefined> {
    const sql = `${SELECT} WHERE id = $1 AND merchant_id = $2 AND live = $3`;
    const [row] = await database.query<TextRow>(sql, [id, caller.merchantId, caller.live]);
    return row && toRefund(row);
  }

  /** A refund that is known to be there, whoever's it is. */
  async reread(database: Queryable, id: string): Promise<RefundFacts> {
    const [row] = await database.query<TextRow>(`${SELECT} WHERE id = $1`, [id]);
    if (!row) throw new Error(`Refund ${id} is gone.`);
    return toRefund(row);
  }

  /** All of a payment that was found to be the caller's, oldest first. */
  async ofPayment(paymentId: string): Promise<RefundFacts[]> {
    const rows = await this.database.query<TextRow>(`${SELECT} WHERE payment_id = $1 ORDER BY id`, [paymentId]);
    return rows.map(toRefund);
  }

  async list(caller: Caller, paymentId: string | undefined, page: PageRequest): Promise<RefundFacts[]> {
    const where = new Where().add('merchant_id = ?', caller.merchantId).add('live = ?', caller.live);
    if (paymentId !== undefined) where.add('payment_id = ?', paymentId);
    const sql = pageSql(SELECT, where, 'id', page);
    return (await this.database.query<TextRow>(sql, where.parameters)).map(toRefund);
  }
}

type TextRow = Omit<RefundFacts, 'amount'> & { amount: string };

function toRefund(row: TextRow): RefundFacts {
  return { ...row, amount: BigInt(row.amount) };
}

const SELECT = `
  SELECT id, payment_id AS "paymentId", status, amount, currency, merchant_reference AS "merchantReference", reason,
    created_at AS "createdAt"
  FROM refunds`;

const LOCK_PAYMENT = `
  SELECT id, status, currency, amount_captured - amount_refunded AS left FROM payments
  WHERE id = $1 AND merchant_id = $2 AND live = $3 FOR UPDATE`;

const INSERT = `
  INSERT INTO refunds (id, payment_id, merchant_id, live, amount, currency, merchant_reference, reason, traceparent,
    next_inquiry_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(secs => $10))`;

const NOTE = `
  WITH moved AS (
    UPDATE payments SET version = version + 1, updated_at = now() WHERE id = $1 RETURNING id, version
  )
  INSERT INTO payment_events (payment_id, version, type, amount, actor, request_id)
  SELECT id, version, 'refund_created', $2, $3, $4 FROM moved`;

const ORDER = `
  SELECT refund.id, refund.payment_id AS "paymentId", refund.amount, refund.currency, charge.id AS origin
  FROM refunds refund JOIN charge_attempts charge ON charge.payment_id = refund.payment_id
    AND charge.kind IN ('charge', 'authorise') AND charge.state = 'approved'
  WHERE refund.id = $1`;

const UNKNOWN = `
  UPDATE refunds SET next_inquiry_at = now() + interval '5 seconds' WHERE id = $1 AND status = 'pending'`;
