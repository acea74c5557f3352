import { expect, it } from 'vitest';
import { describeEntry } from './describeEntry.ts';

const at = '2026-11-24T10:00:00Z';

it('says who moved a payment', () =>
  expect(
    describeEntry({
      kind: 'step',
      at,
      type: 'status_changed',
      to_status: 'succeeded',
      actor: { kind: 'api_key', id: 'key_1', name: 'Shop' },
    }),
  ).toStrictEqual({ title: 'Succeeded', by: 'API key Shop', details: [] }));

it('does not call an outcome that is not known a failure', () =>
  expect(
    describeEntry({ kind: 'attempt', at, operation: 'charge', state: 'unknown', amount: 1, inquiries: 2 }),
  ).toStrictEqual({
    title: 'Charge: answer not known yet',
    by: 'the acquirer',
    details: ['Asked 2 times what became of it'],
  }));

it('gives the reason of a decline', () =>
  expect(
    describeEntry({
      kind: 'attempt',
      at,
      operation: 'charge',
      state: 'declined',
      amount: 1,
      inquiries: 0,
      decline_code: 'do_not_honor',
    }).details,
  ).toStrictEqual(['Reason: do not honor']));
