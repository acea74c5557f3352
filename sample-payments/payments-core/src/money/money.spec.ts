import { assert, bigInt, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES, exponentOf, isCurrency, UnknownCurrencyError } from './currencies.ts';
import { formatDecimal, fromJsonAmount, InvalidAmountError, parseDecimal, shareOf, toJsonAmount } from './money.ts';

describe('exponentOf', () => {
  it.each([
    ['JPY', 0],
    ['KRW', 0],
    ['USD', 2],
    ['UGX', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['JOD', 3],
    ['OMR', 3],
    ['TND', 3],
    ['CLF', 4],
  ])('%s has %d decimals', (code, exponent) => expect(exponentOf(code)).toBe(exponent));

  it.each(['usd', 'XAU', 'XTS', 'HRK', 'BGN', '', 'constructor'])('%j is not a currency in use', code => {
    expect(isCurrency(code)).toBe(false);
    expect(() => exponentOf(code)).toThrow(UnknownCurrencyError);
  });

  it('lists each code once', () => expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length));
});

describe('parseDecimal and formatDecimal', () => {
  it.each([
    ['10.50', 'USD', 1050n],
    ['0.05', 'USD', 5n],
    ['1050', 'JPY', 1050n],
    ['1.234', 'KWD', 1234n],
    ['0.0001', 'CLF', 1n],
    ['-3.00', 'EUR', -300n],
    ['90071992547409.93', 'USD', 9007199254740993n],
  ])('%s %s is exactly %s minor units, both ways', (text, currency, amount) => {
    expect(parseDecimal(text, currency)).toEqual({ amount, currency });
    expect(formatDecimal({ amount, currency })).toBe(text);
  });

  it.each([
    ['1.005', 'USD'],
    ['1.0', 'JPY'],
    ['1e3', 'USD'],
    ['.5', 'USD'],
    ['1,000', 'USD'],
    ['', 'USD'],
    [' 1', 'USD'],
  ])('refuses %j %s rather than round it', (text, currency) => {
    expect(() => parseDecimal(text, currency)).toThrow(InvalidAmountError);
  });

  it('gives back any amount of any currency', () => {
    const roundTrip = property(bigInt(), constantFrom(...CURRENCIES), (amount, currency) => {
      expect(parseDecimal(formatDecimal({ amount, currency }), currency).amount).toBe(amount);
    });
    assert(roundTrip);
  });
});

describe('amounts in JSON', () => {
  it('carries 2^53 − 1 exactly', () => expect(toJsonAmount(9007199254740991n)).toBe(9007199254740991));

  it.each([9007199254740992n, -9007199254740992n])('refuses %s, which a JSON number blurs', amount => {
    expect(() => toJsonAmount(amount)).toThrow(InvalidAmountError);
  });

  it.each([0.1, Number.NaN, Infinity, 2 ** 53])('refuses %d as minor units', amount => {
    expect(() => fromJsonAmount(amount)).toThrow(InvalidAmountError);
  });
});

describe('shareOf', () => {
  it.each([
    ['a fee of 1.4 % on 10.50 is 14 cents', 1050n, 140, 14n],
    ['what does not divide stays with the merchant', 99n, 140, 1n],
    ['a fee of 0 takes nothing', 1050n, 0, 0n],
  ])('%s', (_, amount, basisPoints, fee) => expect(shareOf(amount, basisPoints)).toBe(fee));
});
