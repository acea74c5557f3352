import { isCurrency } from '@payments/core/money';
import type { Payment } from '@payments/core/contract';
import { parseAmount } from '../money/parseAmount.ts';
import { startOfDay } from '../time/formatTime.ts';
import { STATUS_WORDS } from './paymentStatus.ts';

type Status = Payment['status'];

/** Everything the list can be narrowed by, as it was typed. It stands in the page's address, so that it can be shared. */
export interface Filters {
  q: string;
  status: readonly Status[];
  currency: string;
  /** Days of the reader's calendar, both included. */
  from: string;
  to: string;
  /** Major units of `currency`. */
  min: string;
  max: string;
}

export const NO_FILTERS: Filters = { q: '', status: [], currency: '', from: '', to: '', min: '', max: '' };

const TEXTS = ['q', 'currency', 'from', 'to', 'min', 'max'] as const;

/** Reads the filters of an address. A status that does not exist is left out. */
export function filtersOf(search: URLSearchParams): Filters {
  const texts = Object.fromEntries(TEXTS.map(name => [name, (search.get(name) ?? '').trim()]));
  const named = (search.get('status') ?? '').split(',');
  const statuses = Object.keys(STATUS_WORDS) as Status[];
  return { ...NO_FILTERS, ...texts, status: statuses.filter(status => named.includes(status)) };
}

/** Writes filters into an address, without what is not set. */
export function toSearch(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of TEXTS) if (filters[name].trim()) search.set(name, filters[name].trim());
  if (filters.status.length > 0) search.set('status', filters.status.join(','));
  return search;
}

/** True when the filters narrow anything. */
export function isNarrowed(filters: Filters): boolean {
  return toSearch(filters).size > 0;
}

export type FilterErrors = Partial<Record<(typeof TEXTS)[number], string>>;

/** What the API is asked, or what is wrong with which field. */
export type FilterQuery =
  { query: Record<string, string | undefined>; errors?: undefined } | { query?: undefined; errors: FilterErrors };

/** Turns what was typed into the API's terms: moments, and minor units. */
export function toQuery(filters: Filters): FilterQuery {
  const errors: FilterErrors = {};
  const { q, status, currency } = filters;
  if (q.length === 1) errors.q = 'Enter at least 2 characters.';
  if (q.length > 100) errors.q = 'Enter at most 100 characters.';
  if (currency && !isCurrency(currency)) errors.currency = 'This currency is not known.';
  const created_from = dayOf('from', 0);
  const created_to = dayOf('to', 1);
  if (created_from && created_to && created_from >= created_to) errors.to = 'This is before the first day.';
  const amount_from = amountOf('min');
  const amount_to = amountOf('max');
  if (amount_from && amount_to && Number(amount_from) > Number(amount_to))
    errors.max = 'This is below the least amount.';
  if (Object.keys(errors).length > 0) return { errors };
  const query = { q, status: status.join(','), currency, created_from, created_to, amount_from, amount_to };
  return { query: Object.fromEntries(Object.entries(query).filter(([, value]) => value)) };

  function dayOf(name: 'from' | 'to', daysLater: number): string | undefined {
    if (filters[name] === '') return undefined;
    const moment = startOfDay(filters[name], daysLater);
    if (moment === undefined) errors[name] = 'Enter a date.';
    return moment;
  }

  function amountOf(name: 'min' | 'max'): string | undefined {
    if (filters[name] === '') return undefined;
    if (!currency) {
      errors[name] = 'Choose a currency to filter by amount.';
      return undefined;
    }
    if (errors.currency) return undefined;
    const { amount, error } = parseAmount(filters[name], currency);
    if (error) errors[name] = error;
    return amount === undefined ? undefined : String(amount);
  }
}
