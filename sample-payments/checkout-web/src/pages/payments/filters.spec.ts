import { dashboardPaymentsQuerySchema } from '@payments/core/dashboard-contract';
import { describe, expect, it } from 'vitest';
import { filtersOf, isNarrowed, NO_FILTERS, toQuery, toSearch, type Filters } from './filters.ts';

const all: Filters = {
  q: 'order 7',
  status: ['processing', 'succeeded'],
  currency: 'KWD',
  from: '2026-11-01',
  to: '2026-11-24',
  min: '1.5',
  max: '20',
};

describe('filters in the address', () => {
  it('come back as they were', () => expect(filtersOf(toSearch(all))).toStrictEqual(all));

  it('are nothing when nothing is set', () => {
    expect(toSearch(NO_FILTERS).toString()).toBe('');
    expect(isNarrowed(filtersOf(new URLSearchParams('after=pay_1')))).toBe(false);
  });

  it('leave out statuses that do not exist, and order the others', () =>
    expect(filtersOf(new URLSearchParams('status=succeeded,paid,processing')).status).toStrictEqual([
      'processing',
      'succeeded',
    ]));
});

describe('toQuery', () => {
  it('speaks in minor units, and ends after the last day', () => {
    const { query } = toQuery(all);
    expect(query).toMatchObject({ amount_from: '1500', amount_to: '20000', status: 'processing,succeeded' });
    expect(query?.created_from).toBe(new Date(2026, 10, 1).toISOString());
    expect(query?.created_to).toBe(new Date(2026, 10, 25).toISOString());
  });

  it('asks what the contract takes', () =>
    expect(dashboardPaymentsQuerySchema.safeParse(toQuery(all).query).error).toBeUndefined());

  it.each<[Partial<Filters>, keyof Filters, RegExp]>([
    [{ q: 'x' }, 'q', /at least 2/],
    [{ currency: 'XXX' }, 'currency', /not known/],
    [{ from: '2026-02-30' }, 'from', /Enter a date/],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'to', /before the first day/],
    [{ min: '5' }, 'min', /Choose a currency/],
    [{ currency: 'JPY', min: '1.5' }, 'min', /no decimals/],
    [{ currency: 'EUR', min: '5', max: '4' }, 'max', /below the least/],
  ])('%j: %s is told what is wrong', (typed, field, message) =>
    expect(toQuery({ ...NO_FILTERS, ...typed }).errors).toStrictEqual({ [field]: expect.stringMatching(message) }),
  );

  it('takes one day', () =>
    expect(toQuery({ ...NO_FILTERS, from: '2026-11-02', to: '2026-11-02' }).errors).toBeUndefined());
});
