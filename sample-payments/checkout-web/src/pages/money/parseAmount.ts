import { exponentOf, isCurrency, LARGEST_AMOUNT, parseDecimal, UnknownCurrencyError } from '@payments/core/money';
import { formatMoney } from './formatMoney.ts';

/** What was typed, in minor units, or what is wrong with it in a sentence. */
export type ParsedAmount = { amount: number; error?: undefined } | { amount?: undefined; error: string };

/**
 * Reads an amount typed in major units. Nothing is guessed: a comma could be a decimal point or a separator of
 * thousands, so it is refused.
 * @param largest in minor units
 */
export function parseAmount(typed: string, currency: string, largest?: number): ParsedAmount {
  const text = typed.trim();
  if (text === '') return { error: 'Enter an amount.' };
  if (!isCurrency(currency)) return { error: new UnknownCurrencyError(currency).message };
  if (!/^\d+(\.\d+)?$/.test(text)) return { error: `Write only digits and a point, such as ${exampleOf(currency)}.` };
  const decimals = text.split('.')[1]?.length ?? 0;
  if (decimals > exponentOf(currency)) return { error: tooManyDecimals(currency) };
  const { amount } = parseDecimal(text, currency);
  if (amount === 0n) return { error: 'Enter more than 0.' };
  if (largest !== undefined && amount > BigInt(largest))
    return { error: `Enter at most ${formatMoney(largest, currency)}.` };
  if (amount > LARGEST_AMOUNT) return { error: 'This amount is too large.' };
  return { amount: Number(amount) };
}

function exampleOf(currency: string): string {
  const digits = exponentOf(currency);
  return digits === 0 ? '1050' : `10.${'5'.padEnd(digits, '0')}`;
}

function tooManyDecimals(currency: string): string {
  const digits = exponentOf(currency);
  return digits === 0 ? `${currency} has no decimals.` : `${currency} has ${digits} decimals at most.`;
}
