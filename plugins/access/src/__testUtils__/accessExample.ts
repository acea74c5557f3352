import type {
  Access,
  AccessArea,
  AccessRow,
} from '@payday/plugin-access-common';

/** A row that everybody with a role is granted, unless overridden. */
export function rowExample(overrides: Partial<AccessRow> = {}): AccessRow {
  return {
    id: 'catalog.read',
    action: 'See components',
    permissions: ['catalog.entity.read'],
    environment: 'any',
    decision: 'allowed',
    reason: 'Granted by your role: developers.',
    grantedTo: [{ role: 'developers', scope: 'all' }],
    ...overrides,
  };
}

/** One area with one row of each decision. */
export const areasExample: AccessArea[] = [
  {
    id: 'catalog',
    title: 'Catalog',
    rows: [
      rowExample(),
      rowExample({
        id: 'catalog.refresh',
        action: 'Refresh an entity',
        decision: 'own',
        reason: 'Engineers refresh what their team owns.',
        grantedTo: [
          { role: 'developers', scope: 'own' },
          { role: 'platform-team', scope: 'all' },
        ],
      }),
    ],
  },
  {
    id: 'releases',
    title: 'Releases',
    rows: [
      rowExample({
        id: 'rollouts.promote.production',
        action: 'Promote a release',
        environment: 'production',
        permissions: ['rollouts.promote'],
        decision: 'denied',
        reason: 'Only release engineers promote in production.',
        grantedTo: [{ role: 'release-engineers', scope: 'all' }],
      }),
    ],
  },
];

/** What Ana Lima, a developer, may do. */
export function accessExample(overrides: Partial<Access> = {}): Access {
  return {
    userEntityRef: 'user:default/ana-lima',
    roles: ['developers'],
    ownershipEntityRefs: [
      'user:default/ana-lima',
      'group:default/developers',
      'group:default/merchant-experience',
    ],
    areas: areasExample,
    ...overrides,
  };
}
