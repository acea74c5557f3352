import { z } from 'zod';
import type { Instance } from '../instance.ts';
import { Problem } from '../problem.ts';
import { authorizedFetch } from './authorizedFetch.ts';

/** The part of `GET /api/permission/access` that says who someone is. */
const personSchema = z.object({
  userEntityRef: z.string(),
  displayName: z.string().optional(),
  roles: z.array(z.string()),
  ownershipEntityRefs: z.array(z.string()),
});

const userEntitySchema = z.object({
  spec: z.object({
    profile: z.object({ displayName: z.string().optional() }).optional(),
  }),
});

/** A signed-in person, as the portal knows them. */
export type SignedInPerson = z.infer<typeof personSchema>;

/**
 * Asks the portal who is signed in.
 * @throws Problem when nobody is, or the portal's answer cannot be understood
 */
export async function whoAmI(instance: Instance): Promise<SignedInPerson> {
  const response = await authorizedFetch(instance, '/api/permission/access');
  const parsed = personSchema.safeParse(
    response.ok ? await response.json().catch(() => undefined) : undefined,
  );
  if (parsed.success) return named(instance, parsed.data);
  throw new Problem(
    `The portal did not say who is signed in (HTTP ${response.status}).`,
    ['See why:  ./payday logs portal'],
  );
}

/** Fills in the name from the catalog, where the first answer has none. A person without one keeps their entity ref. */
async function named(
  instance: Instance,
  person: SignedInPerson,
): Promise<SignedInPerson> {
  const [, kind, namespace, name] =
    /^(.+):(.+)\/(.+)$/.exec(person.userEntityRef) ?? [];
  if (person.displayName || !name) return person;
  const response = await authorizedFetch(
    instance,
    `/api/catalog/entities/by-name/${[kind, namespace, name]
      .map(encodeURIComponent)
      .join('/')}`,
  );
  const parsed = userEntitySchema.safeParse(
    response.ok ? await response.json().catch(() => undefined) : undefined,
  );
  return { ...person, displayName: parsed.data?.spec.profile?.displayName };
}

/** "Ana Lima (user:default/ana-lima), developers", the way people are named on the terminal. */
export function describePerson(person: SignedInPerson): string {
  const { displayName, userEntityRef, roles } = person;
  const name = displayName
    ? `${displayName} (${userEntityRef})`
    : userEntityRef;
  return `${name}, ${roles.length > 0 ? roles.join(', ') : 'without a role'}`;
}
