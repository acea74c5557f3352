/** The five roles, in the order the sign-in page shows them, with the name one person in it goes by. */
const ROLE_TITLES = new Map([
  ['developers', 'Developer'],
  ['release-engineers', 'Release engineer'],
  ['sre', 'Site reliability engineer'],
  ['product-owners', 'Product owner'],
  ['platform-team', 'Platform engineer'],
]);

/** True for groups that grant rights. The platform team is of type `team` and grants rights all the same. */
export function isRoleGroup(name: string, type: string): boolean {
  return type === 'role' || name === 'platform-team';
}

/** What one member of a role is called, e.g. "Release engineer"; undefined for a role of someone's own. */
export function roleTitle(name: string): string | undefined {
  return ROLE_TITLES.get(name);
}

/** Sorts role names the way they stand in the table; unknown ones come last, by name. */
export function compareRoles(one: string, other: string): number {
  const names = [...ROLE_TITLES.keys()];
  const rank = (name: string) =>
    names.includes(name) ? names.indexOf(name) : names.length;
  return rank(one) - rank(other) || one.localeCompare(other);
}
