import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { selects, type LabelRequirement } from './labelSelector.ts';

const labels = { app: 'api', tier: 'back', empty: '' };

type Row = [
  fact: string,
  matchLabels: Record<string, string>,
  matchExpressions: LabelRequirement[],
  expected: boolean,
];

function expression(
  operator: LabelRequirement['operator'],
  key: string,
  ...values: string[]
): LabelRequirement {
  return { operator, key, values };
}

const TABLE: Row[] = [
  ['an empty selector selects everything', {}, [], true],
  ['an equal label matches', { app: 'api' }, [], true],
  ['another value does not match', { app: 'web' }, [], false],
  ['an absent label does not match', { zone: 'a' }, [], false],
  ['an empty value is a value', { empty: '' }, [], true],
  ['an absent label is not an empty one', { zone: '' }, [], false],
  ['a name of Object.prototype is no label', { constructor: 'x' }, [], false],
  ['all labels must match', { app: 'api', tier: 'front' }, [], false],
  [
    'In matches one of its values',
    {},
    [expression('In', 'app', 'web', 'api')],
    true,
  ],
  [
    'In does not match another value',
    {},
    [expression('In', 'app', 'web')],
    false,
  ],
  [
    'In does not match an absent label',
    {},
    [expression('In', 'zone', 'a')],
    false,
  ],
  [
    'NotIn matches another value',
    {},
    [expression('NotIn', 'app', 'web')],
    true,
  ],
  [
    'NotIn does not match its value',
    {},
    [expression('NotIn', 'app', 'api')],
    false,
  ],
  [
    'NotIn matches an absent label',
    {},
    [expression('NotIn', 'zone', 'a')],
    true,
  ],
  ['Exists matches any value', {}, [expression('Exists', 'empty')], true],
  [
    'Exists does not match an absent label',
    {},
    [expression('Exists', 'zone')],
    false,
  ],
  ['Exists knows no toString', {}, [expression('Exists', 'toString')], false],
  [
    'DoesNotExist matches an absent label',
    {},
    [expression('DoesNotExist', 'zone')],
    true,
  ],
  [
    'DoesNotExist does not match any value',
    {},
    [expression('DoesNotExist', 'app')],
    false,
  ],
  [
    'all expressions must match',
    {},
    [expression('Exists', 'app'), expression('NotIn', 'tier', 'back')],
    false,
  ],
  [
    'labels and expressions must both match',
    { app: 'api' },
    [expression('In', 'tier', 'back')],
    true,
  ],
  [
    'a matching expression does not make up for a label',
    { app: 'web' },
    [expression('In', 'tier', 'back')],
    false,
  ],
];

describe('a label selector', () => {
  for (const [fact, matchLabels, matchExpressions, expected] of TABLE)
    it(fact, () =>
      assert.equal(
        selects({ matchLabels, matchExpressions }, labels),
        expected,
      ),
    );
});
