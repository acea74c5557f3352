import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const ROLES = [
  'developers',
  'release-engineers',
  'sre',
  'product-owners',
  'platform-team',
];

const userSchema = z.object({
  kind: z.literal('User'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    profile: z.object({ displayName: z.string() }),
    memberOf: z.array(z.string()),
  }),
});

/** People who can sign in with one role. */
export interface RolePeople {
  role: string;
  names: string[];
}

/** Who can sign in locally, by role, from `local/catalog-info.yaml`; empty when that cannot be read. */
export async function peopleByRole(root: string): Promise<RolePeople[]> {
  const text = await readFile(
    join(root, 'local', 'catalog-info.yaml'),
    'utf8',
  ).catch(() => '');
  const users = parseAllDocuments(text).flatMap(document => {
    const user = userSchema.safeParse(document.toJS());
    return user.success ? [user.data] : [];
  });
  return ROLES.map(role => ({
    role,
    names: users
      .filter(user =>
        user.spec.memberOf.some(group => group.split('/').at(-1) === role),
      )
      .map(user => user.spec.profile.displayName),
  })).filter(({ names }) => names.length > 0);
}
