import { expect, it } from 'vitest';
import { bankAddress } from './bankAddress.ts';

it.each([
  ['https://bank.example/actions/1', 'https://bank.example/actions/1'],
  ['http://127.0.0.1:8090/actions/1', 'http://127.0.0.1:8090/actions/1'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,hello', undefined],
])('%s leads to %s', (redirect_url, expected) => expect(bankAddress({ next_action: { redirect_url } })).toBe(expected));

it('leads nowhere when nothing is to be approved', () => expect(bankAddress({})).toBeUndefined());
