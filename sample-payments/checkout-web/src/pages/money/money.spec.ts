import { describe, expect, it } from 'vitest';
import { formatMoney, toDecimal } from './formatMoney.ts';
import { parseAmount } from './parseAmount.ts';

describe('formatMoney', () => {
  it.each([
    [1050, 'USD', '$10.50'],
    [1050, 'JPY', '¥1,050'],
    [1234, 'KWD', 'KWD\u00a01.234'],
    [0, 'EUR', '€0.00'],
    [-250, 'EUR', '-€2.50'],
    [9007199254740991, 'USD', '$90,071,992,547,409.91'],
  ])('%d minor units of %s are %s', (amount, currency, text) =>
    expect(formatMoney(amount, currency, 'en-US')).toBe(text),
  );
});

describe('parseAmount', () => {
  it.each([
    ['10.50', 'USD', 1050],
    [' 10.5 ', 'USD', 1050],
    ['7', 'USD', 700],
    ['1050', 'JPY', 1050],
    ['1.234', 'KWD', 1234],
  ])('%j %s is %d minor units', (typed, currency, amount) =>
    expect(parseAmount(typed, currency)).toStrictEqual({ amount }),
  );

  it.each([
    ['', 'USD', 'Enter an amount.'],
    ['ten', 'USD', 'Write only digits and a point, such as 10.50.'],
    ['1,000', 'KWD', 'Write only digits and a point, such as 10.500.'],
    ['-3', 'JPY', 'Write only digits and a point, such as 1050.'],
    ['1.005', 'USD', 'USD has 2 decimals at most.'],
    ['1.0', 'JPY', 'JPY has no decimals.'],
    ['0.00', 'EUR', 'Enter more than 0.'],
    ['90071992547409.92', 'USD', 'This amount is too large.'],
    ['1', 'XXX', '"XXX" is not an ISO 4217 currency in use.'],
  ])('%j %s: %s', (typed, currency, error) => expect(parseAmount(typed, currency)).toStrictEqual({ error }));

  it('takes all that is left and not a unit more', () => {
    expect(parseAmount('4.50', 'USD', 450)).toStrictEqual({ amount: 450 });
    expect(parseAmount('4.51', 'USD', 450).error).toMatch(/^Enter at most .*4\.50\.$/);
  });

  it('reads back what a field is filled with', () => {
    expect(parseAmount(toDecimal(1234, 'KWD'), 'KWD')).toStrictEqual({ amount: 1234 });
  });
});
