import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { median } from './median.ts';

describe('median', () => {
  const cases: [string, (number | undefined)[], number][] = [
    ['the middle of an odd count, whatever the order', [9, 1, 5], 5],
    ['the mean of the two middle ones of an even count', [4, 1, 2, 9], 3],
    ['one number', [7.26], 7.3],
    ['rounds that did not measure are left out', [undefined, 4], 4],
  ];
  for (const [title, values, expected] of cases) {
    it(title, () => assert.equal(median(values), expected));
  }

  it('refuses nothing at all', () => {
    assert.throws(() => median([undefined]), /no median/);
  });
});
