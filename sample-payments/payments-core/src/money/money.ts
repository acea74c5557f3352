import { exponentOf } from './currencies.ts';

/** An amount in minor units (cents, yen, fils) of one currency. Never a float. */
export interface Money {
  readonly amount: bigint;
  readonly currency: string;
}

/** The largest amount the HTTP contract carries: JSON numbers are exact up to 2^53 − 1. */
export const LARGEST_AMOUNT = BigInt(Number.MAX_SAFE_INTEGER);

/** An amount that cannot be represented exactly: a fraction of a minor unit, not a number, or too large. */
export class InvalidAmountError extends Error {
  override name = 'InvalidAmountError';
}

/**
 * Reads a decimal as people write it, `10.50` for USD, into minor units (1050).
 * @throws InvalidAmountError for anything but digits with at most the currency's decimals
 * @throws UnknownCurrencyError
 */
export function parseDecimal(text: string, currency: string): Money {
  const exponent = exponentOf(currency);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const [, sign, whole = '', fraction = ''] = match ?? [];
  if (!match || fraction.length > exponent) {
    throw new InvalidAmountError(`${JSON.stringify(text)} is not an amount of ${currency} (${exponent} decimals).`);
  }
  const amount = BigInt(whole + fraction.padEnd(exponent, '0'));
  return { amount: sign ? -amount : amount, currency };
}

/** Writes minor units as a decimal with exactly the currency's digits: 1050 USD is `10.50`, 1050 JPY is `1050`. */
export function formatDecimal({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0');
  const sign = amount < 0n ? '-' : '';
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * Minor units as a JSON number.
 * @throws InvalidAmountError beyond ±(2^53 − 1), where a JSON number would silently lose cents
 */
export function toJsonAmount(amount: bigint): number {
  if (amount > LARGEST_AMOUNT || amount < -LARGEST_AMOUNT) {
    throw new InvalidAmountError(`${amount} does not fit a JSON number exactly.`);
  }
  return Number(amount);
}

/**
 * Minor units from a JSON number.
 * @throws InvalidAmountError for a fraction, NaN, or a number that is not exact
 */
export function fromJsonAmount(amount: number): bigint {
  if (!Number.isSafeInteger(amount)) throw new InvalidAmountError(`${amount} is not a whole number of minor units.`);
  return BigInt(amount);
}

/** Share of an amount in basis points (1/100 %), rounded down: what does not divide stays with the merchant. */
export function shareOf(amount: bigint, basisPoints: number): bigint {
  if (amount < 0n) throw new InvalidAmountError('A fee is taken from an amount that is not negative.');
  return (amount * fromJsonAmount(basisPoints)) / 10_000n;
}
