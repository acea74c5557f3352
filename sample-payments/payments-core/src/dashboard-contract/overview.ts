import { z } from 'zod';
import { currency, moment, paymentStatus } from '../contract/fields.ts';
import { refusal } from '../contract/refusal.ts';

/** A name of the IANA time zone database that this process knows, such as `Europe/Berlin`. Offsets are no names. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
}

export const overviewQuerySchema = z.strictObject({
  time_zone: z
    .string()
    .max(64)
    .refine(isTimeZone, refusal('time_zone_unknown', 'Must be an IANA time zone, such as Europe/Berlin.')),
});

const sum = z.object({
  /** Minor units. */
  amount: z.number().int().min(0),
  count: z.number().int().min(0),
});

/** Hour of the wall clock; an hour that a change of the clock repeats is counted in one bucket. Amounts in minor units. */
const hour = z.object({
  hour: z.number().int().min(0).max(23),
  /** Left out for hours that have not begun. */
  today: z.number().int().min(0).optional(),
  yesterday: z.number().int().min(0),
});

/** What was captured of the payments created in a time. Refunds are not taken off. */
const volume = z.object({
  currency,
  today: sum,
  /** Up to the same time of day as now. */
  yesterday: sum,
  /** 24, of both whole days. */
  hours: z.array(hour).length(24),
});

export const overviewSchema = z.object({
  time_zone: z.string(),
  /** The database's time. */
  as_of: moment,
  today: z.object({ date: z.iso.date(), from: moment }),
  yesterday: z.object({ date: z.iso.date(), from: moment, until: moment }),
  /** By currency, in alphabetical order. Empty when there was nothing on both days. */
  volumes: z.array(volume),
  /** Payments created today, by the status they have now. All statuses, also with 0. */
  statuses: z.array(z.object({ status: paymentStatus, count: z.number().int().min(0) })),
  /** What waits for somebody, whenever it began. */
  waiting: z.object({
    /** The acquirer was asked, and the answer is not known yet. */
    processing: z.number().int().min(0),
    /** Of these, how many the acquirer did not answer in time, and refunds of that kind. */
    unknown: z.number().int().min(0),
    /** The customer has to approve. */
    requires_action: z.number().int().min(0),
    /** Money is held and not captured, of the payments of the latest 30 days. */
    requires_capture: z.number().int().min(0),
    /** Events that were given up. */
    dead_deliveries: z.number().int().min(0),
  }),
});

export type OverviewQuery = z.output<typeof overviewQuerySchema>;
export type Overview = z.output<typeof overviewSchema>;
