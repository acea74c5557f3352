import type { Overview } from '@payments/core/dashboard-contract';
import { toJsonAmount } from '@payments/core/money';
import type { Clock, HourRow } from './OverviewRepository.ts';

type Volume = Overview['volumes'][number];

/** Pure: the hours of two days as volumes, one for each currency. */
export function summarise(rows: readonly HourRow[], clock: Clock): Volume[] {
  const byCurrency = Map.groupBy(rows, ({ currency }) => currency);
  return [...byCurrency].map(([currency, own]) => ({
    currency,
    today: total(own.filter(({ isToday }) => isToday)),
    yesterday: total(own.filter(({ isToday }) => !isToday)),
    hours: Array.from({ length: 24 }, (_, hour) => bucket(own, hour, clock)),
  }));
}

function bucket(rows: readonly HourRow[], hour: number, clock: Clock): Volume['hours'][number] {
  const of = (isToday: boolean) =>
    toJsonAmount(rows.find(row => row.hour === hour && row.isToday === isToday)?.amount ?? 0n);
  return { hour, today: hour > clock.hour ? undefined : of(true), yesterday: of(false) };
}

function total(rows: readonly HourRow[]): { amount: number; count: number } {
  const amount = rows.reduce((sum, row) => sum + row.amountByNow, 0n);
  return { amount: toJsonAmount(amount), count: rows.reduce((sum, row) => sum + row.countByNow, 0) };
}
