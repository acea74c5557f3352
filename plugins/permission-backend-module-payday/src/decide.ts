import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import type {
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { InputError } from '@backstage/errors';
import type { GrantScope, Role } from '@payday/plugin-access-common';
import { resourceConditions } from './conditions';
import type { Criteria, Person, ResourceConditions } from './conditions';
import type { Grants, PermissionArea, PermissionRow } from './table';

/** The table's rows by the name of the permission they name. */
export type PermissionIndex = ReadonlyMap<string, PermissionRow[]>;

/**
 * Indexes a table by permission.
 * @throws InputError when a row cannot be enforced: its id is taken, or it limits a permission to owners
 * or to an environment although the permission's resource cannot tell its owner or environment
 */
export function indexTable(areas: PermissionArea[]): PermissionIndex {
  const index = new Map<string, PermissionRow[]>();
  const ids = new Set<string>();
  for (const row of areas.flatMap(area => area.rows)) {
    if (ids.has(row.id)) {
      throw new InputError(
        `Two rows of the permission table are called ${row.id}.`,
      );
    }
    ids.add(row.id);
    for (const permission of row.permissions) {
      assertEnforceable(row, permission);
      index.set(permission.name, [...(index.get(permission.name) ?? []), row]);
    }
  }
  return index;
}

function assertEnforceable(row: PermissionRow, permission: Permission) {
  const conditions = conditionsOf(permission);
  const limitedToOwners = Object.values(row.grants).includes('own');
  if (limitedToOwners && !conditions?.own) {
    throw new InputError(
      `Row ${row.id} limits ${permission.name} to owners, but its resource has no owner condition.`,
    );
  }
  if (row.environment && !conditions?.inEnvironment) {
    throw new InputError(
      `Row ${row.id} limits ${permission.name} to ${row.environment}, but its resource has no environment condition.`,
    );
  }
}

function conditionsOf(permission: Permission): ResourceConditions | undefined {
  return isResourcePermission(permission)
    ? resourceConditions[permission.resourceType]
    : undefined;
}

/** The widest grant that any of the roles has: `all` before `own`; `undefined` = none. */
export function widestGrant(
  grants: Grants,
  personRoles: Role[],
): GrantScope | undefined {
  const scopes = personRoles.map(role => grants[role]);
  return (['all', 'own'] as const).find(scope => scopes.includes(scope));
}

/**
 * Decides whether a person may use a permission. Rows of different environments add up;
 * a permission that no row names, or that no role of the person is granted, is denied.
 */
export function decide(
  permission: Permission,
  person: Person,
  personRoles: Role[],
  index: PermissionIndex,
): PolicyDecision {
  const limits = (index.get(permission.name) ?? []).flatMap(row => {
    const scope = widestGrant(row.grants, personRoles);
    return scope
      ? [limitsOf(row, scope, person, conditionsOf(permission))]
      : [];
  });
  if (limits.length === 0) return { result: AuthorizeResult.DENY };
  if (limits.some(limit => limit.length === 0))
    return { result: AuthorizeResult.ALLOW };
  return conditional(permission, limits);
}

/** What must hold for one row's grant to apply; empty = nothing, it always applies. */
function limitsOf(
  row: PermissionRow,
  scope: GrantScope,
  person: Person,
  conditions: ResourceConditions | undefined,
): (Criteria | undefined)[] {
  return [
    ...(scope === 'own' ? [conditions?.own?.(person)] : []),
    ...(row.environment ? [conditions?.inEnvironment?.(row.environment)] : []),
  ];
}

/** Any of the grants, each with all its limits. A grant with a limit that cannot be expressed is dropped. */
function conditional(
  permission: Permission,
  grants: (Criteria | undefined)[][],
): PolicyDecision {
  const conditions = conditionsOf(permission);
  const [first, ...others] = grants
    .filter((limits): limits is Criteria[] => limits.every(Boolean))
    .map(([limit, ...more]) =>
      more.length
        ? { allOf: [limit, ...more] as [Criteria, ...Criteria[]] }
        : limit,
    );
  if (!first || !conditions || !isResourcePermission(permission)) {
    return { result: AuthorizeResult.DENY };
  }
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: conditions.pluginId,
    resourceType: permission.resourceType,
    conditions: others.length ? { anyOf: [first, ...others] } : first,
  };
}
