import { Injectable } from '@nestjs/common';
import type { Payment, Queryable } from '@payments/core/database';
import type { PaymentStatus } from '@payments/core/payments';
import type { PaymentFacts } from '@payments/core/representations';
import type { Caller } from '../api-keys/Caller.ts';
import { pageSql, Where, type PageRequest } from '../http/paging.ts';
import { Database } from '../platform/Database.ts';
import { CREATE_PAYMENT, type CreatedRow } from './createPayment.sql.ts';

/** What the rules need of a payment, and what callers see of it. */
export type PaymentRow = PaymentFacts & Pick<Payment, 'merchantId'>;

/** What narrows a list of payments. All that is given must match. */
export interface PaymentFilters {
  status?: PaymentStatus | PaymentStatus[];
  created_from?: string;
  created_to?: string;
  amount_from?: number;
  amount_to?: number;
  currency?: string;
  /** Part of an id of a payment or refund, a reference or a description. */
  q?: string;
}

/** The SQL of payments. Every statement names merchant and mode: nobody reads what is another's. */
@Injectable()
export class PaymentsRepository {
  constructor(private readonly database: Database) {}

  /** Runs the hot path's statement; see there for the parameters. */
  async create(parameters: unknown[]): Promise<CreatedRow> {
    const [row] = await this.database.prepared<CreatedRow>(CREATE_PAYMENT, parameters);
    if (!row) throw new Error('The creation of a payment gave no row.');
    return row;
  }

  async find(caller: Caller, id: string): Promise<PaymentRow | undefined> {
    return read(this.database, `${SELECT} WHERE ${OWN}`, [id, caller.merchantId, caller.live]);
  }

  /** The payment, with its row locked until the transaction ends. */
  async lock(database: Queryable, caller: Caller, id: string): Promise<PaymentRow | undefined> {
    return read(database, `${SELECT} WHERE ${OWN} FOR UPDATE`, [id, caller.merchantId, caller.live]);
  }

  /** A payment the transaction just changed. */
  async reread(database: Queryable, id: string): Promise<PaymentRow> {
    const payment = await read(database, `${SELECT} WHERE id = $1`, [id]);
    if (!payment) throw new Error(`Payment ${id} is gone.`);
    return payment;
  }

  /** A page and one row more, newest first; oldest first when it is read backwards. */
  async list(caller: Caller, filters: PaymentFilters, page: PageRequest): Promise<PaymentRow[]> {
    const where = new Where().add('merchant_id = ?', caller.merchantId).add('live = ?', caller.live);
    addFilters(where, filters);
    const sql = pageSql(SELECT, where, 'id', page);
    return (await this.database.query<TextRow>(sql, where.parameters)).map(toPayment);
  }

  /** All payments of a filter, newest first, read in batches as they are asked for: nobody waits for the whole. */
  async *all(caller: Caller, filters: PaymentFilters): AsyncGenerator<PaymentRow> {
    let after: string | undefined;
    for (;;) {
      const rows = await this.list(caller, filters, { limit: BATCH, after });
      const batch = rows.slice(0, BATCH);
      yield* batch;
      if (rows.length <= BATCH) return;
      after = batch.at(-1)?.id;
    }
  }
}

/** Payments read at once for an export. */
const BATCH = 500;

function addFilters(where: Where, filters: PaymentFilters): void {
  const { status, created_from: from, created_to: to, q, amount_from: least, amount_to: most, currency } = filters;
  if (status !== undefined) where.add('status = ANY(?::text[])', [status].flat());
  if (from !== undefined) where.add('created_at >= ?', new Date(from));
  if (to !== undefined) where.add('created_at < ?', new Date(to));
  if (least !== undefined) where.add('amount >= ?', least);
  if (most !== undefined) where.add('amount <= ?', most);
  if (currency !== undefined) where.add('currency = ?', currency);
  if (q !== undefined)
    where.add(isPartOfRefundId(q) ? `(${SEARCH} OR ${SEARCH_REFUNDS})` : `(${SEARCH})`, q.toLowerCase());
}

/** `strpos` instead of LIKE: what people type has no wildcards. Ids are shown without dashes. */
const SEARCH = `strpos(lower(merchant_reference), ?) > 0 OR strpos(lower(description), ?) > 0
  OR strpos('pay_' || replace(id::text, '-', ''), ?) > 0`;

/** Looks at each payment's refunds, so only for what can be in an id. */
const SEARCH_REFUNDS = `EXISTS (SELECT FROM refunds refund WHERE refund.payment_id = payments.id
  AND strpos('ref_' || replace(refund.id::text, '-', ''), ?) > 0)`;

function isPartOfRefundId(text: string): boolean {
  return /^(ref_)?[0-9a-f]{6,32}$/i.test(text);
}

type TextRow = Omit<PaymentRow, 'amount' | 'amountCaptured' | 'amountRefunded'> &
  Record<'amount' | 'amountCaptured' | 'amountRefunded', string>;

async function read(database: Queryable, sql: string, parameters: unknown[]): Promise<PaymentRow | undefined> {
  const [row] = await database.query<TextRow>(sql, parameters);
  return row && toPayment(row);
}

function toPayment(row: TextRow): PaymentRow {
  return {
    ...row,
    amount: BigInt(row.amount),
    amountCaptured: BigInt(row.amountCaptured),
    amountRefunded: BigInt(row.amountRefunded),
  };
}

const SELECT = `
  SELECT id, merchant_id AS "merchantId", live, status, amount, currency, amount_captured AS "amountCaptured",
    amount_refunded AS "amountRefunded", capture_method AS "captureMethod", payment_method AS "paymentMethod",
    next_action_url AS "nextActionUrl", merchant_reference AS "merchantReference", description, metadata,
    last_error AS "lastError", created_at AS "createdAt"
  FROM payments`;

const OWN = 'id = $1 AND merchant_id = $2 AND live = $3';
