import { filterAreas, type AccessFilter } from './filterAreas';
import { areasExample } from './__testUtils__/accessExample';

const actions = (filter: AccessFilter) =>
  filterAreas(areasExample, filter).flatMap(area =>
    area.rows.map(row => row.action),
  );

describe('filterAreas', () => {
  it.each<[string, AccessFilter, string[]]>([
    [
      'all shows every action',
      { show: 'all', search: '' },
      ['See components', 'Refresh an entity', 'Promote a release'],
    ],
    [
      'allowed includes what is allowed for own things',
      { show: 'allowed', search: '' },
      ['See components', 'Refresh an entity'],
    ],
    [
      'denied shows only refusals',
      { show: 'denied', search: '' },
      ['Promote a release'],
    ],
    [
      'search ignores case',
      { show: 'all', search: 'REFRESH' },
      ['Refresh an entity'],
    ],
    [
      'search needs every word',
      { show: 'all', search: 'promote production' },
      ['Promote a release'],
    ],
    [
      'search knows the permission',
      { show: 'all', search: 'rollouts.promote' },
      ['Promote a release'],
    ],
    [
      'search and filter work together',
      { show: 'allowed', search: 'promote' },
      [],
    ],
  ])('%s', (_, filter, expected) => {
    expect(actions(filter)).toEqual(expected);
  });

  it('leaves out an area without matching rows', () => {
    const areas = filterAreas(areasExample, { show: 'denied', search: '' });
    expect(areas.map(({ id }) => id)).toEqual(['releases']);
  });
});
