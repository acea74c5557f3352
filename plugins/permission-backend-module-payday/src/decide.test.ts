import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import type { Environment, Role } from '@payday/plugin-access-common';
import {
  taskCancelPermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { decide, indexTable, widestGrant } from './decide';
import { permissionTable, type Grants, type PermissionRow } from './table';

const person = {
  userEntityRef: 'user:default/ana-lima',
  ownershipEntityRefs: [
    'user:default/ana-lima',
    'group:default/merchant-experience',
  ],
};
const basic = createPermission({ name: 'thing.do', attributes: {} });
const onEntity = createPermission({
  name: 'preview.delete',
  attributes: { action: 'delete' },
  resourceType: 'catalog-entity',
});
const onOther = createPermission({
  name: 'other.do',
  attributes: {},
  resourceType: 'something-unknown',
});

const row = (overrides: Partial<PermissionRow>): PermissionRow => ({
  id: 'row',
  action: 'Do it',
  permissions: [onEntity],
  grants: {},
  why: 'Because.',
  ...overrides,
});
const index = (...rows: PermissionRow[]) =>
  indexTable([{ id: 'area', title: 'Area', rows }]);
const owner = {
  rule: 'IS_ENTITY_OWNER',
  resourceType: 'catalog-entity',
  params: { claims: person.ownershipEntityRefs },
};
const inEnvironment = (value: Environment) => ({
  rule: 'HAS_LABEL',
  resourceType: 'catalog-entity',
  params: { label: 'payday.internal/environment', value },
});

describe('decide', () => {
  it.each<[string, PermissionRow[], Role[], unknown]>([
    ['denies what no row names', [], ['platform-team'], AuthorizeResult.DENY],
    [
      'denies somebody without a role',
      [row({ grants: { sre: 'all' } })],
      [],
      AuthorizeResult.DENY,
    ],
    [
      'denies a role without a grant',
      [row({ grants: { sre: 'all' } })],
      ['developers'],
      AuthorizeResult.DENY,
    ],
    [
      'allows a role with a full grant',
      [row({ grants: { sre: 'all' } })],
      ['sre'],
      AuthorizeResult.ALLOW,
    ],
    [
      'takes the widest grant of several roles',
      [row({ grants: { developers: 'own', sre: 'all' } })],
      ['developers', 'sre'],
      AuthorizeResult.ALLOW,
    ],
  ])('%s', (_, rows, roles, result) => {
    expect(decide(onEntity, person, roles, index(...rows))).toEqual({ result });
  });

  it.each<[string, PermissionRow[], unknown]>([
    [
      'limits an own grant to what the person owns',
      [row({ grants: { developers: 'own' } })],
      owner,
    ],
    [
      'limits a row with an environment to it',
      [row({ environment: 'preview', grants: { developers: 'all' } })],
      inEnvironment('preview'),
    ],
    [
      'asks for both when a row has both limits',
      [row({ environment: 'preview', grants: { developers: 'own' } })],
      { allOf: [owner, inEnvironment('preview')] },
    ],
    [
      'adds up the rows of several environments',
      [
        row({ id: 'a', environment: 'preview', grants: { developers: 'own' } }),
        row({ id: 'b', environment: 'staging', grants: { developers: 'all' } }),
        row({
          id: 'c',
          environment: 'production',
          grants: { 'release-engineers': 'all' },
        }),
      ],
      {
        anyOf: [
          { allOf: [owner, inEnvironment('preview')] },
          inEnvironment('staging'),
        ],
      },
    ],
  ])('%s', (_, rows, conditions) => {
    expect(decide(onEntity, person, ['developers'], index(...rows))).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions,
    });
  });

  it.each([taskReadPermission, taskCancelPermission])(
    'limits $name in the real table to runs that the person started',
    permission => {
      const result = decide(
        permission,
        person,
        ['developers'],
        indexTable(permissionTable),
      );
      expect(result).toEqual({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'scaffolder',
        resourceType: 'scaffolder-task',
        conditions: {
          rule: 'IS_TASK_OWNER',
          resourceType: 'scaffolder-task',
          params: { createdBy: ['user:default/ana-lima'] },
        },
      });
    },
  );

  it('denies when a limit cannot be expressed, even past the table check', () => {
    const unchecked = new Map([
      ['other.do', [row({ permissions: [onOther], grants: { sre: 'own' } })]],
    ]);
    expect(decide(onOther, person, ['sre'], unchecked)).toEqual({
      result: AuthorizeResult.DENY,
    });
  });
});

describe('indexTable', () => {
  it.each<[string, PermissionRow[], RegExp]>([
    [
      'refuses an own grant on a permission without a resource',
      [row({ permissions: [basic], grants: { sre: 'own' } })],
      /Row row limits thing\.do to owners/,
    ],
    [
      'refuses an environment on a permission without a resource',
      [
        row({
          permissions: [basic],
          environment: 'staging',
          grants: { sre: 'all' },
        }),
      ],
      /Row row limits thing\.do to staging/,
    ],
    [
      'refuses an own grant on an unknown resource',
      [row({ permissions: [onOther], grants: { sre: 'own' } })],
      /no owner condition/,
    ],
    [
      'refuses two rows of one id',
      [row({}), row({})],
      /Two rows .* called row/,
    ],
  ])('%s', (_, rows, message) => {
    expect(() => index(...rows)).toThrow(message);
  });
});

describe('widestGrant', () => {
  it.each<[string, Grants, Role[], 'all' | 'own' | undefined]>([
    ['is nothing without roles', { sre: 'all' }, [], undefined],
    ['is own when that is all there is', { sre: 'own' }, ['sre'], 'own'],
    [
      'prefers all to own',
      { sre: 'own', developers: 'all' },
      ['sre', 'developers'],
      'all',
    ],
  ])('%s', (_, grants, roles, expected) => {
    expect(widestGrant(grants, roles)).toBe(expected);
  });
});
