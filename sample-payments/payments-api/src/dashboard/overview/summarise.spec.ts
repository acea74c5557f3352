import { describe, expect, it } from 'vitest';
import type { Clock, HourRow } from './OverviewRepository.ts';
import { summarise } from './summarise.ts';

const clock = { hour: 14 } as Clock;
const row = (overrides: Partial<HourRow>): HourRow => ({
  currency: 'USD',
  isToday: true,
  hour: 9,
  amount: 100n,
  amountByNow: 100n,
  countByNow: 1,
  ...overrides,
});

describe('summarise', () => {
  it('gives nothing for two days without payments', () => {
    expect(summarise([], clock)).toEqual([]);
  });

  it('compares today with yesterday at the same time, and shows both whole days by the hour', () => {
    const rows = [
      row({}),
      row({ hour: 14, amount: 30n, amountByNow: 30n }),
      row({ isToday: false, hour: 14, amount: 70n, amountByNow: 20n, countByNow: 2 }),
      row({ isToday: false, hour: 23, amount: 500n, amountByNow: 0n, countByNow: 0 }),
    ];
    const [volume] = summarise(rows, clock);
    expect(volume).toMatchObject({ today: { amount: 130, count: 2 }, yesterday: { amount: 20, count: 2 } });
    expect(volume?.hours).toHaveLength(24);
    expect(volume?.hours[9]).toEqual({ hour: 9, today: 100, yesterday: 0 });
    expect(volume?.hours[14]).toEqual({ hour: 14, today: 30, yesterday: 70 });
    expect(volume?.hours[23]).toEqual({ hour: 23, today: undefined, yesterday: 500 });
  });

  it('keeps currencies apart', () => {
    const volumes = summarise([row({}), row({ currency: 'JPY', amount: 7n, amountByNow: 7n })], clock);
    expect(volumes.map(({ currency, today }) => [currency, today.amount])).toEqual([
      ['USD', 100],
      ['JPY', 7],
    ]);
  });
});
