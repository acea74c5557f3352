import { expect, it } from 'vitest';
import { inWords, wordOf } from './paymentStatus.ts';

const error = { type: 'card_error', code: 'card_declined', message: 'No.' } as const;

it.each([
  ['requires_payment_method', undefined, 0, 'Not paid yet'],
  ['requires_payment_method', error, 0, 'Declined'],
  ['processing', undefined, 0, 'Processing'],
  ['succeeded', undefined, 0, 'Succeeded'],
  ['succeeded', undefined, 1, 'Partly refunded'],
  ['succeeded', undefined, 1000, 'Refunded'],
  ['canceled', undefined, 0, 'Canceled'],
] as const)('%s with %j and %d refunded of 1000 is called %s', (status, last_error, amount_refunded, label) =>
  expect(wordOf({ status, last_error, amount_captured: 1000, amount_refunded }).label).toBe(label),
);

it('turns a code into words', () => expect(inWords('insufficient_funds')).toBe('Insufficient funds'));
