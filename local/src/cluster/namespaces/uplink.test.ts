import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../../testing/temporaryInstance.ts';
import { chooseUplink, isTakenBy, readUplink } from './uplink.ts';

describe('the uplink', () => {
  const cases: [string, { dst: string; dev?: string }[], number, boolean][] = [
    ['nothing routed takes nothing', [], 0, false],
    ['a default route takes nothing', [{ dst: 'default' }], 0, false],
    ['the same subnet is taken', [{ dst: '10.199.3.0/30' }], 3, true],
    ['its neighbour is not', [{ dst: '10.199.3.0/30' }], 4, false],
    ['an address in it takes it', [{ dst: '10.199.7.2' }], 7, true],
    ['a wider route takes all it covers', [{ dst: '10.0.0.0/8' }], 63, true],
    [
      'half of the range leaves the rest',
      [{ dst: '10.199.0.0/19' }],
      32,
      false,
    ],
    [
      'the route of its own device is its own',
      [{ dst: '10.199.3.0/30', dev: 'payday0' }],
      3,
      false,
    ],
  ];
  for (const [title, routes, number, isTaken] of cases)
    it(title, () =>
      assert.equal(isTakenBy(routes, 'payday0')(number), isTaken),
    );

  it('stays the one of the last start while it is free', test => {
    const instance = { runFolder: temporaryFolder(test) };
    const first = chooseUplink(instance, number => number < 5);
    assert.equal(first.insideAddress, '10.199.5.2');
    assert.equal(chooseUplink(instance, () => false).number, 5);
    assert.equal(readUplink(instance)?.hostAddress, '10.199.5.1');
  });

  it('moves when it was taken meanwhile', test => {
    const instance = { runFolder: temporaryFolder(test) };
    chooseUplink(instance, () => false);
    assert.equal(chooseUplink(instance, number => number === 0).number, 1);
  });

  it('says so when every subnet is taken', test => {
    const instance = { runFolder: temporaryFolder(test) };
    assert.throws(
      () => chooseUplink(instance, () => true),
      /is routed elsewhere/,
    );
  });
});
