import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { roles } from '@payday/plugin-access-common';
import type { Role } from '@payday/plugin-access-common';
import { decide, indexTable } from './decide';
import { permissionTable } from './table';

/**
 * The table once more, as letters in the order of `roles`: A everything, O own, - nothing.
 * Written a second time on purpose: whoever changes a right changes it in both places, and says so in review.
 */
const expected: Record<string, string> = {
  'catalog.entity.read': 'AAAAA',
  'catalog.entity.refresh': 'OOO-A',
  'catalog.entity.validate': 'AAA-A',
  'catalog.location.analyze': 'AAA-A',
  'catalog.location.read': 'AAA-A',
  'catalog.entity.create': '----A',
  'catalog.location.create': '----A',
  'catalog.entity.delete': '----A',
  'catalog.location.delete': '----A',
  'catalog.ingestion.read': '--A-A',
  'catalog.ingestion.manage': '----A',
  'scaffolder.template.parameter.read': 'AAA-A',
  'scaffolder.template.step.read': 'AAA-A',
  'scaffolder.task.create': 'AAA-A',
  'scaffolder.action.execute': 'AAA-A',
  'scaffolder.template.dry-run': 'AAA-A',
  'scaffolder.task.read': 'OOO-A',
  'scaffolder.task.cancel': 'OOO-A',
  'scaffolder.template.management': '----A',
  'platform.read': 'AAAAA',
  'kubernetes.clusters.read': 'AAA-A',
  'kubernetes.resources.read': 'AAA-A',
  'kubernetes.proxy': '-----',
};

const index = indexTable(permissionTable);
const permissions = permissionTable
  .flatMap(area => area.rows)
  .flatMap(row => row.permissions);
const letters = {
  [AuthorizeResult.ALLOW]: 'A',
  [AuthorizeResult.CONDITIONAL]: 'O',
  [AuthorizeResult.DENY]: '-',
};

function lettersFor(name: string): string {
  const permission = permissions.find(candidate => candidate.name === name)!;
  const letter = (role: Role) =>
    letters[
      decide(
        permission,
        {
          userEntityRef: 'user:default/x',
          ownershipEntityRefs: [`group:default/${role}`],
        },
        [role],
        index,
      ).result
    ];
  return roles.map(letter).join('');
}

describe('the permission table', () => {
  it.each(Object.entries(expected))('grants %s to %s', (name, wanted) => {
    expect(lettersFor(name)).toBe(wanted);
  });

  it('names no permission that is not checked here', () => {
    expect(permissions.map(({ name }) => name).sort()).toEqual(
      Object.keys(expected).sort(),
    );
  });

  it('denies everything to somebody without a role', () => {
    const nobody = {
      userEntityRef: 'user:default/x',
      ownershipEntityRefs: ['user:default/x'],
    };
    const results = permissions.map(
      permission => decide(permission, nobody, [], index).result,
    );
    expect(new Set(results)).toEqual(new Set([AuthorizeResult.DENY]));
  });
});
