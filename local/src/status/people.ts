import { join } from 'node:path';
import { readPeople, type Person } from '../identity-provider/people.ts';
import { compareRoles } from '../identity-provider/roles.ts';

/** People who can sign in with one role. */
export interface RolePeople {
  role: string;
  names: string[];
}

/** Who can sign in locally, by role, from `local/catalog-info.yaml`; empty when that cannot be read. */
export function peopleByRole(root: string): RolePeople[] {
  const names = new Map<string, string[]>();
  for (const { role, displayName } of readablePeople(root)) {
    if (role)
      names.set(role.name, [...(names.get(role.name) ?? []), displayName]);
  }
  return [...names]
    .map(([role, ofRole]) => ({ role, names: ofRole }))
    .sort((one, other) => compareRoles(one.role, other.role));
}

/** A mistake in the file is told by the identity provider, which does not start with it. */
function readablePeople(root: string): Person[] {
  try {
    return readPeople(join(root, 'local', 'catalog-info.yaml'));
  } catch {
    return [];
  }
}
