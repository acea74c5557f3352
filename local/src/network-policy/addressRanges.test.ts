import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatRange,
  includesAddress,
  parseAddress,
  parseBlock,
  subtract,
  unite,
} from './addressRanges.ts';

const blocks = (...texts: string[]) => texts.map(text => parseBlock(text)!);
const texts = (ranges: Iterable<{ first: number; last: number }>) =>
  [...ranges].map(formatRange);

describe('addresses', () => {
  for (const text of ['0.0.0.0', '10.244.0.7', '255.255.255.255'])
    it(`${text} is read and written back`, () => {
      const address = parseAddress(text)!;
      assert.equal(formatRange({ first: address, last: address }), text);
    });

  for (const text of [
    '',
    '10.0.0',
    '10.0.0.256',
    '::1',
    '10.0.0.1/32',
    'a.b.c.d',
  ])
    it(`${JSON.stringify(text)} is no IPv4 address`, () =>
      assert.equal(parseAddress(text), undefined));
});

describe('blocks', () => {
  for (const [block, range] of [
    ['0.0.0.0/0', '0.0.0.0-255.255.255.255'],
    ['10.0.0.0/8', '10.0.0.0-10.255.255.255'],
    ['10.1.2.3/16', '10.1.0.0-10.1.255.255'],
    ['192.0.2.7/32', '192.0.2.7'],
    ['128.0.0.0/1', '128.0.0.0-255.255.255.255'],
  ])
    it(`${block} is ${range}`, () =>
      assert.equal(formatRange(parseBlock(block)!), range));

  for (const block of ['::/0', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/-1', '/8'])
    it(`${block} is no IPv4 block`, () =>
      assert.equal(parseBlock(block), undefined));
});

describe('sets of addresses', () => {
  it('neither overlap nor touch', () =>
    assert.deepEqual(
      texts(
        unite(
          blocks(
            '10.0.0.3/32',
            '10.0.0.0/31',
            '10.0.0.2/32',
            '10.0.0.0/32',
            '10.0.0.8/32',
          ),
        ),
      ),
      ['10.0.0.0-10.0.0.3', '10.0.0.8'],
    ));

  it('lose what is subtracted, at the ends and inside', () =>
    assert.deepEqual(
      texts(
        subtract(
          parseBlock('10.0.0.0/28')!,
          blocks('10.0.0.0/31', '10.0.0.8/32', '10.0.0.15/32', '10.0.1.0/24'),
        ),
      ),
      ['10.0.0.2-10.0.0.7', '10.0.0.9-10.0.0.14'],
    ));

  it('are empty when all is subtracted', () =>
    assert.deepEqual(
      subtract(parseBlock('10.0.0.0/24')!, blocks('0.0.0.0/0')),
      [],
    ));

  it('keep the first and the last address there is', () =>
    assert.deepEqual(
      texts(subtract(parseBlock('0.0.0.0/0')!, blocks('10.0.0.0/8'))),
      ['0.0.0.0-9.255.255.255', '11.0.0.0-255.255.255.255'],
    ));

  it('include their bounds only', () => {
    const set = unite(blocks('9.0.0.0/8', '10.0.0.4/30', '10.0.1.0/24'));
    assert.deepEqual(
      ['10.0.0.3', '10.0.0.4', '10.0.0.7', '10.0.0.8'].map(text =>
        includesAddress(set, parseAddress(text)!),
      ),
      [false, true, true, false],
    );
  });
});
