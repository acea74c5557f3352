import { roles } from '@payday/plugin-access-common';
import type { Role } from '@payday/plugin-access-common';
import type { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** The catalog groups, as full entity references, that carry each role. */
export type RoleGroups = Record<Role, string[]>;

/**
 * Reads `payday.roleGroups`: which groups carry which role. A role that is not configured is carried by
 * the group of its own name, `group:default/<role>`.
 * @throws InputError when a key is no role or a value is no group reference
 */
export function readRoleGroups(config: Config): RoleGroups {
  const configured = config.getOptionalConfig('payday.roleGroups');
  const unknown = configured?.keys().find(key => !roles.includes(key as Role));
  if (unknown) {
    throw new InputError(
      `payday.roleGroups.${unknown} is no role. Roles are ${roles.join(', ')}.`,
    );
  }
  return Object.fromEntries(
    roles.map(role => [
      role,
      (configured?.getOptionalStringArray(role) ?? [role]).map(groupRef),
    ]),
  ) as RoleGroups;
}

function groupRef(text: string): string {
  const ref = parseEntityRef(text, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  });
  if (ref.kind.toLowerCase() !== 'group') {
    throw new InputError(`payday.roleGroups names ${text}, which is no group.`);
  }
  return stringifyEntityRef(ref);
}

/** The roles a person has, in the table's order, from the entities they own through (themselves and their groups). */
export function rolesOf(
  ownershipEntityRefs: string[],
  roleGroups: RoleGroups,
): Role[] {
  return roles.filter(role =>
    roleGroups[role].some(group => ownershipEntityRefs.includes(group)),
  );
}
