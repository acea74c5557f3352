import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { componentsFor } from '../components/index.ts';
import { CLUSTERS } from '../instanceSettings.ts';
import { dependencyOrder } from './dependencyOrder.ts';

const item = (name: string, ...dependsOn: string[]) => ({ name, dependsOn });

describe('dependencyOrder', () => {
  it('puts everything after what it needs', () => {
    const names = dependencyOrder([
      item('c', 'a', 'b'),
      item('b', 'a'),
      item('a'),
    ]).map(({ name }) => name);
    assert.deepEqual(names, ['a', 'b', 'c']);
  });
  it('refuses a circle', () =>
    assert.throws(
      () => dependencyOrder([item('a', 'b'), item('b', 'a')]),
      /circle: a → b → a/,
    ));
  it('refuses an unknown name', () =>
    assert.throws(() => dependencyOrder([item('a', 'x')]), /a depends on x/));
  for (const cluster of CLUSTERS)
    it(`accepts the components there are with cluster ${cluster}`, () =>
      assert.equal(
        dependencyOrder(componentsFor(cluster)).length,
        componentsFor(cluster).length,
      ));
});
