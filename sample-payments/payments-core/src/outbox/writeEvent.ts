import type { Queryable } from '../database/queryable.ts';
import { newUuid } from '../identifiers/index.ts';
import type { EventType } from '../payments/eventTypes.ts';
import {
  describePayment,
  describeRefund,
  eventPayload,
  type PaymentFacts,
  type RefundFacts,
} from '../representations/index.ts';

export interface EventSubject {
  type: EventType;
  paymentId: string;
  /** Given for the `refund.…` types only. */
  refundId?: string;
  /** Of the request that is to blame; deliveries link to it. */
  traceparent?: string | null;
}

interface Moment {
  merchantId: string;
  live: boolean;
  now: Date;
}

/**
 * Announces what the caller's transaction did: the payment or refund as it stands in that transaction, as the exact
 * text endpoints will get.
 * @returns the event's id
 */
export async function writeEvent(database: Queryable, subject: EventSubject): Promise<string> {
  const { type, paymentId, refundId, traceparent } = subject;
  const { moment, data } = refundId ? await refund(database, refundId) : await payment(database, paymentId);
  const id = newUuid();
  const payload = eventPayload({ id, type, createdAt: moment.now, data });
  await database.query(INSERT, [
    id,
    moment.merchantId,
    moment.live,
    type,
    paymentId,
    refundId ?? null,
    payload,
    traceparent ?? null,
  ]);
  return id;
}

type Described = Promise<{ moment: Moment; data: Record<string, unknown> }>;

type AsText<Facts> = Omit<Facts, 'amount' | 'amountCaptured' | 'amountRefunded'> & Moment & { amount: string };

async function payment(database: Queryable, id: string): Described {
  const [row] = await database.query<AsText<PaymentFacts> & { amountCaptured: string; amountRefunded: string }>(
    PAYMENT,
    [id],
  );
  if (!row) throw new Error(`There is no payment ${id} to tell of.`);
  const amounts = {
    amount: BigInt(row.amount),
    amountCaptured: BigInt(row.amountCaptured),
    amountRefunded: BigInt(row.amountRefunded),
  };
  return { moment: row, data: describePayment({ ...row, ...amounts }) };
}

async function refund(database: Queryable, id: string): Described {
  const [row] = await database.query<AsText<RefundFacts>>(REFUND, [id]);
  if (!row) throw new Error(`There is no refund ${id} to tell of.`);
  return { moment: row, data: describeRefund({ ...row, amount: BigInt(row.amount) }) };
}

const PAYMENT = `
  SELECT id, status, amount, currency, amount_captured AS "amountCaptured", amount_refunded AS "amountRefunded",
    capture_method AS "captureMethod", payment_method AS "paymentMethod", next_action_url AS "nextActionUrl",
    merchant_reference AS "merchantReference", description, metadata, last_error AS "lastError", live,
    created_at AS "createdAt", merchant_id AS "merchantId", now() AS now
  FROM payments WHERE id = $1`;

const REFUND = `
  SELECT id, payment_id AS "paymentId", status, amount, currency, merchant_reference AS "merchantReference", reason,
    created_at AS "createdAt", merchant_id AS "merchantId", live, now() AS now
  FROM refunds WHERE id = $1`;

const INSERT = `
  INSERT INTO outbox_events (id, merchant_id, live, type, payment_id, refund_id, payload, traceparent)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
