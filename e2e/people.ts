/** Someone who can sign in locally. */
export interface Person {
  /** Name in the catalog. */
  name: string;
  displayName: string;
  role: Role;
  /** As the portal writes the role. */
  roleTitle: string;
}

/** The groups that grant rights. */
export type Role =
  | 'developers'
  | 'release-engineers'
  | 'sre'
  | 'product-owners'
  | 'platform-team';

const byRole: Record<Role, { title: string; displayNames: string[] }> = {
  developers: { title: 'Developers', displayNames: ['Ana Lima', 'Deniz Kaya'] },
  'release-engineers': {
    title: 'Release engineers',
    displayNames: ['Priya Nair', 'Tom Becker'],
  },
  sre: {
    title: 'SRE',
    displayNames: ['Mei Tanaka', 'Omar Haddad'],
  },
  'product-owners': {
    title: 'Product owners',
    displayNames: ['Chloe Martin', 'James Okafor'],
  },
  'platform-team': {
    title: 'Platform team',
    displayNames: ['Sofia Rossi', 'Lars Nilsen'],
  },
};

/** The ten people of a local instance, two for each role. */
export const people: Person[] = Object.entries(byRole).flatMap(
  ([role, { title, displayNames }]) =>
    displayNames.map(displayName => ({
      name: displayName.toLowerCase().replace(' ', '-'),
      displayName,
      role: role as Role,
      roleTitle: title,
    })),
);

/** The first person of each role. */
export const onePerRole: Person[] = people.filter(
  ({ role }, index) =>
    people.findIndex(person => person.role === role) === index,
);

/** @throws Error when nobody has this name in the catalog */
export function personNamed(name: string): Person {
  const person = people.find(candidate => candidate.name === name);
  if (!person) throw new Error(`nobody is called ${name}`);
  return person;
}
