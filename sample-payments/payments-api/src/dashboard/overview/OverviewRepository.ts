import { Injectable } from '@nestjs/common';
import { errorCode } from '@payments/core/database';
import { formatUuid } from '@payments/core/identifiers';
import type { PaymentStatus } from '@payments/core/payments';
import type { Caller } from '../../api-keys/Caller.ts';
import { Database } from '../../platform/Database.ts';

/** Where the days of a time zone begin, by the database's clock. */
export interface Clock {
  at: Date;
  todayDate: string;
  todayFrom: Date;
  yesterdayDate: string;
  yesterdayFrom: Date;
  /** The same time of day as now. */
  yesterdayUntil: Date;
  /** Of the wall clock. */
  hour: number;
}

/** What was captured of the payments created in one hour of the wall clock. */
export interface HourRow {
  currency: string;
  isToday: boolean;
  hour: number;
  /** Minor units. */
  amount: bigint;
  /** Of it, by the same time of day as now. */
  amountByNow: bigint;
  countByNow: number;
}

/** What waits, as the contract's `waiting`. */
export interface WaitingRow {
  processing: number;
  unknown: number;
  requires_action: number;
  requires_capture: number;
  dead_deliveries: number;
}

const DAY_MS = 86_400_000;
/** Two days, at most an hour longer where the clock changes, and room for processes whose clocks differ. */
const LOOK_BACK_MS = 3 * DAY_MS;
/** Holds on money do not last longer. */
const HOLDS_LAST_MS = 30 * DAY_MS;

/** Postgres does not know the time zone. */
const INVALID_PARAMETER_VALUE = '22023';

/** The SQL of the overview. Ids begin with their time, so an id bounds how far back the index of payments is read. */
@Injectable()
export class OverviewRepository {
  constructor(private readonly database: Database) {}

  /** Gives nothing for a time zone that the database does not know. */
  async clock(timeZone: string): Promise<Clock | undefined> {
    try {
      return (await this.database.query<Clock>(CLOCK, [timeZone]))[0];
    } catch (error) {
      if (errorCode(error) === INVALID_PARAMETER_VALUE) return undefined;
      throw error;
    }
  }

  async hours({ merchantId, live }: Caller, timeZone: string, clock: Clock): Promise<HourRow[]> {
    const { at, yesterdayFrom, yesterdayUntil, todayFrom } = clock;
    const parameters = [merchantId, live, oldest(at, LOOK_BACK_MS), timeZone, yesterdayFrom, yesterdayUntil, todayFrom];
    const rows = await this.database.query<HourRow & { amount: string; amountByNow: string }>(HOURS, parameters);
    return rows.map(row => ({ ...row, amount: BigInt(row.amount), amountByNow: BigInt(row.amountByNow) }));
  }

  async statuses({ merchantId, live }: Caller, { at, todayFrom }: Clock): Promise<Map<PaymentStatus, number>> {
    const parameters = [merchantId, live, oldest(at, LOOK_BACK_MS), todayFrom];
    const rows = await this.database.query<{ status: PaymentStatus; count: number }>(STATUSES, parameters);
    return new Map(rows.map(({ status, count }) => [status, count]));
  }

  async waiting({ merchantId, live }: Caller, { at }: Clock): Promise<WaitingRow> {
    const [row] = await this.database.query<WaitingRow>(WAITING, [merchantId, live, oldest(at, HOLDS_LAST_MS)]);
    if (!row) throw new Error('Counting gave no row.');
    return row;
  }
}

/** The smallest id of that time. */
function oldest(now: Date, agoMs: number): string {
  return formatUuid(now.getTime() - agoMs, 0, Buffer.alloc(8));
}

const CLOCK = `
  SELECT at, extract(hour FROM local)::integer AS hour,
    to_char(local, 'YYYY-MM-DD') AS "todayDate", date_trunc('day', local) AT TIME ZONE $1 AS "todayFrom",
    to_char(local - interval '1 day', 'YYYY-MM-DD') AS "yesterdayDate",
    (date_trunc('day', local) - interval '1 day') AT TIME ZONE $1 AS "yesterdayFrom",
    (local - interval '1 day') AT TIME ZONE $1 AS "yesterdayUntil"
  FROM (SELECT now() AS at, now() AT TIME ZONE $1 AS local) moment`;

const HOURS = `
  SELECT currency, created_at >= $7 AS "isToday", extract(hour FROM created_at AT TIME ZONE $4)::integer AS hour,
    sum(amount_captured)::text AS amount,
    coalesce(sum(amount_captured) FILTER (WHERE created_at < $6 OR created_at >= $7), 0)::text AS "amountByNow",
    (count(*) FILTER (WHERE created_at < $6 OR created_at >= $7))::integer AS "countByNow"
  FROM payments
  WHERE merchant_id = $1 AND live = $2 AND id >= $3 AND created_at >= $5 AND amount_captured > 0
  GROUP BY 1, 2, 3 ORDER BY 1`;

const STATUSES = `
  SELECT status, count(*)::integer AS count FROM payments
  WHERE merchant_id = $1 AND live = $2 AND id >= $3 AND created_at >= $4
  GROUP BY status`;

const OPEN_ATTEMPTS = `
  SELECT count(DISTINCT payment.id)::integer FROM charge_attempts attempt
  JOIN payments payment ON payment.id = attempt.payment_id AND payment.merchant_id = $1 AND payment.live = $2`;

const WAITING = `
  SELECT
    (SELECT count(*)::integer FROM payments
      WHERE merchant_id = $1 AND live = $2 AND status = 'processing') AS processing,
    (${OPEN_ATTEMPTS} WHERE attempt.state = 'unknown')
      + (SELECT count(*)::integer FROM refunds
        WHERE merchant_id = $1 AND live = $2 AND status = 'pending' AND inquiries > 0) AS unknown,
    (${OPEN_ATTEMPTS} WHERE attempt.state = 'requires_action' AND payment.status = 'requires_action') AS requires_action,
    (SELECT count(*)::integer FROM payments
      WHERE merchant_id = $1 AND live = $2 AND id >= $3 AND status = 'requires_capture') AS requires_capture,
    (SELECT count(*)::integer FROM webhook_deliveries delivery
      JOIN webhook_endpoints endpoint ON endpoint.id = delivery.endpoint_id AND endpoint.deleted_at IS NULL
        AND endpoint.merchant_id = $1 AND endpoint.live = $2
      WHERE delivery.state = 'dead') AS dead_deliveries`;
