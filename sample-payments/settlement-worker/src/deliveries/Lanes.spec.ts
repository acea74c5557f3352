import { describe, expect, it } from 'vitest';
import { Lanes } from './Lanes.ts';

describe('Lanes', () => {
  it('gives an endpoint its places and no more', () => {
    const lanes = new Lanes(10, 2);
    expect(['a', 'a', 'a', 'b'].map(endpoint => lanes.enter(endpoint))).toEqual([true, true, false, true]);
    expect(lanes.busy).toBe(3);
  });

  it('gives all together no more than the total', () => {
    const lanes = new Lanes(2, 2);
    expect(['a', 'b', 'c'].map(endpoint => lanes.enter(endpoint))).toEqual([true, true, false]);
    lanes.leave('a');
    expect(lanes.enter('c')).toBe(true);
  });

  it('gives a failing endpoint one place until it works again', () => {
    const lanes = new Lanes(10, 4);
    lanes.setFailing('a', true);
    expect([lanes.enter('a'), lanes.enter('a')]).toEqual([true, false]);
    lanes.setFailing('a', false);
    expect(lanes.enter('a')).toBe(true);
  });

  it('ends the lanes of an endpoint that began to fail, but for one', () => {
    const lanes = new Lanes(10, 2);
    lanes.enter('a');
    lanes.enter('a');
    expect(lanes.mayGoOn('a')).toBe(true);
    lanes.setFailing('a', true);
    expect(lanes.mayGoOn('a')).toBe(false);
    lanes.leave('a');
    expect(lanes.mayGoOn('a')).toBe(true);
  });
});
