import { roles } from '@payday/plugin-access-common';
import type { Access, AccessRow, Role } from '@payday/plugin-access-common';
import type { Person } from './conditions';
import { widestGrant } from './decide';
import type { PermissionArea, PermissionRow } from './table';

/** The whole table as it stands for one person: each action with the decision, and why. */
export function describeAccess(
  areas: PermissionArea[],
  person: Person,
  personRoles: Role[],
): Access {
  return {
    userEntityRef: person.userEntityRef,
    ownershipEntityRefs: person.ownershipEntityRefs,
    roles: personRoles,
    areas: areas.map(({ id, title, rows }) => ({
      id,
      title,
      rows: rows.map(row => describeRow(row, personRoles)),
    })),
  };
}

function describeRow(row: PermissionRow, personRoles: Role[]): AccessRow {
  const scope = widestGrant(row.grants, personRoles);
  const decision =
    scope === undefined
      ? 'denied'
      : ({ all: 'allowed', own: 'own' } as const)[scope];
  return {
    id: row.id,
    action: row.action,
    permissions: row.permissions.map(permission => permission.name),
    environment: row.environment ?? 'any',
    decision,
    reason: reasonFor(decision, row, personRoles),
    grantedTo: roles.flatMap(role => {
      const granted = row.grants[role];
      return granted ? [{ role, scope: granted }] : [];
    }),
  };
}

function reasonFor(
  decision: AccessRow['decision'],
  row: PermissionRow,
  personRoles: Role[],
): string {
  if (decision === 'denied' && personRoles.length === 0) {
    return 'You are in no role group. Ask the platform team to add you to one.';
  }
  if (decision === 'allowed') {
    const granting = personRoles.filter(role => row.grants[role] === 'all');
    return `Granted by your role: ${granting.join(', ')}.`;
  }
  return row.why;
}
