import { exponentOf, formatDecimal, fromJsonAmount } from '@payments/core/money';

/** An amount in minor units as the reader's language writes it, with exactly the currency's decimals. */
export function formatMoney(minorUnits: number, currency: string, language?: string): string {
  const digits = exponentOf(currency);
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // As text: a float would lose cents of large amounts.
  return format.format(formatDecimal({ amount: fromJsonAmount(minorUnits), currency }) as `${number}`);
}

/** An amount as it is typed into a field: `10.50`. */
export function toDecimal(minorUnits: number, currency: string): string {
  return formatDecimal({ amount: fromJsonAmount(minorUnits), currency });
}
