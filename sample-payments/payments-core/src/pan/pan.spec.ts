import { describe, expect, it } from 'vitest';
import { newPublicId, newUuid } from '../identifiers/index.ts';
import { containsPan, findPan, redactPans } from './pan.ts';

describe('containsPan', () => {
  it.each([
    ['a plain number', '4111111111111111'],
    ['grouped by spaces', 'card 4111 1111 1111 1111 please'],
    ['grouped by dashes', '5500-0000-0000-0004'],
    ['15 digits', '340000000000009'],
    ['inside a word', 'x4111111111111111x'],
    ['with a token’s prefix', 'tok_4111111111111111'],
    ['in full-width digits', '４１１１１１１１１１１１１１１１'],
    ['inside JSON', '{"number":"4111111111111111"}'],
    ['next to an id', `${newPublicId('payment')} 4111111111111111`],
  ])('finds %s', (_, text) => expect(containsPan(text)).toBe(true));

  it.each([
    ['a number that fails Luhn', '4111111111111112'],
    ['12 digits', '411111111111'],
    ['20 digits', '41111111111111111111'],
    ['a time in milliseconds', '1764000000000'],
    ['an order reference', 'order-1001'],
    ['an amount', '9007199254740991'],
    ['a UUID of digits only', '41111111-1111-4111-8111-111111111111'],
    ['an id of digits only', `pay_${'4111111111111111'.repeat(2)}`],
    ['a UUID behind a prefix', 'seed_41111111-1111-4111-8111-111111111111'],
    ['a span id with a letter', 'span 4111111111111f1a'],
    ['a span id of digits only', '{"span_id":"4111111111111111"}'],
    ['a trace context', `00-${'4'.repeat(32)}-4111111111111111-01`],
    ['a job’s id', `evt-${'4111111111111111'.repeat(2)}`],
    ['nothing', ''],
  ])('lets %s pass', (_, text) => expect(containsPan(text)).toBe(false));

  it('lets 5,000 of our own ids pass', () =>
    expect(Array.from({ length: 5_000 }, () => `${newPublicId('event')} ${newUuid()}`).filter(containsPan)).toEqual(
      [],
    ));
});

describe('redactPans', () => {
  it('takes out the number and nothing else', () =>
    expect(redactPans('pay 4111 1111 1111 1111 and 5500000000000004!')).toBe(
      'pay [redacted card number] and [redacted card number]!',
    ));

  it('leaves other text as it is', () => expect(redactPans('ﬁne')).toBe('ﬁne'));
});

describe('findPan', () => {
  it.each([
    ['names the field', { metadata: { order: '4111111111111111' } }, 'metadata.order'],
    ['looks into lists', { lines: ['a', '4111111111111111'] }, 'lines.1'],
    ['looks at numbers', { amount: 4111111111111111 }, 'amount'],
    ['does not repeat a key that is a card number', { metadata: { '4111111111111111': 'x' } }, 'metadata'],
    ['finds nothing in a usual payment', { amount: 1050, description: 'Order 1001', metadata: null }, undefined],
  ])('%s', (_, value, path) => expect(findPan(value)).toBe(path));
});
