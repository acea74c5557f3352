import { readFileSync } from 'node:fs';
import { type Document, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { isRoleGroup, roleTitle } from './roles.ts';

/** A group of the catalog, as the sign-in page needs it. */
export interface Group {
  name: string;
  /** For people, e.g. "Release engineers". */
  title: string;
  description?: string;
}

/** Someone who can sign in locally. */
export interface Person {
  /** Catalog user name and OIDC subject, e.g. `ana-lima`. */
  name: string;
  displayName: string;
  email: string;
  /** Names of all groups, roles and teams, in the order of the file. */
  groups: string[];
  /** The group that grants rights; undefined for someone who has none. */
  role?: Group & { personTitle: string };
  /** The group that owns things. */
  team?: Group;
}

const entityName = z
  .string({ error: 'is missing' })
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be lower-case letters, digits and dashes',
  )
  .max(63);

const groupSchema = z.object({
  kind: z.literal('Group'),
  metadata: z.object({
    name: entityName,
    title: z.string().optional(),
    description: z.string().optional(),
  }),
  spec: z.object({
    type: z.string({ error: 'is missing' }),
    profile: z.object({ displayName: z.string().optional() }).optional(),
  }),
});

const userSchema = z.object({
  kind: z.literal('User'),
  metadata: z.object({ name: entityName }),
  spec: z.object({
    profile: z.object(
      {
        displayName: z.string({ error: 'is missing' }).min(1, 'is empty'),
        email: z.email('must be an e-mail address'),
      },
      'is missing',
    ),
    memberOf: z.array(z.string(), 'must be a list of group names'),
  }),
});

/** Enough of any entity to tell what it is; the rest is kept for the schema of its kind. */
const kindSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string().optional() }).optional(),
});

type GroupEntity = z.infer<typeof groupSchema>;
type UserEntity = z.infer<typeof userSchema>;

/**
 * The people of a catalog file, in its order. Entities of other kinds are left alone.
 * @throws Problem naming the file, the entity and the field that is wrong
 */
export function readPeople(file: string): Person[] {
  const entities = readEntities(file);
  const groups = new Map<string, GroupEntity>();
  const users = new Map<string, UserEntity>();
  for (const entity of entities) {
    if (entity.kind === 'Group')
      addOnce(file, groups, parse(file, groupSchema, entity));
    if (entity.kind === 'User')
      addOnce(file, users, parse(file, userSchema, entity));
  }
  if (users.size === 0)
    throw new Problem(`${file} names nobody who could sign in.`, [
      'Add an entity of kind User, or restore the file:  git checkout -- local/catalog-info.yaml',
    ]);
  return [...users.values()].map(user => toPerson(file, user, groups));
}

function readEntities(file: string): z.infer<typeof kindSchema>[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem(
      `The people who can sign in cannot be read from ${file}: ${
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'there is no such file'
          : (error as Error).message
      }.`,
      ['Restore it:  git checkout -- local/catalog-info.yaml'],
      { cause: error },
    );
  }
  const documents = parseAllDocuments(text) as Document[];
  return documents
    .map((document, index) => {
      const [mistake] = document.errors;
      if (mistake)
        throw new Problem(
          `${file} is not valid YAML in entity ${index + 1}: ${
            mistake.message.split('\n')[0]
          }`,
          ['Correct that line, then run:  ./payday up'],
        );
      return document.toJS() as unknown;
    })
    .filter(value => value !== null)
    .map((value, index) => {
      const entity = kindSchema.safeParse(value);
      if (entity.success) return entity.data;
      throw new Problem(
        `${file}, entity ${
          index + 1
        }: this is not a catalog entity, its kind is missing.`,
        ['Correct it, then run:  ./payday up'],
      );
    });
}

function parse<T>(
  file: string,
  schema: z.ZodType<T>,
  entity: z.infer<typeof kindSchema>,
): T {
  const parsed = schema.safeParse(entity);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrongEntity(
    file,
    `${entity.kind} ${entity.metadata?.name ?? 'without a name'}`,
    `${issue.path.join('.')} ${issue.message}`,
  );
}

function addOnce<T extends GroupEntity | UserEntity>(
  file: string,
  entities: Map<string, T>,
  entity: T,
): void {
  const { name } = entity.metadata;
  if (entities.has(name))
    throw wrongEntity(file, `${entity.kind} ${name}`, 'stands there twice');
  entities.set(name, entity);
}

function toPerson(
  file: string,
  user: UserEntity,
  groups: Map<string, GroupEntity>,
): Person {
  const { name } = user.metadata;
  const memberOf = user.spec.memberOf.map(ref => {
    const group = groups.get(groupName(ref));
    if (group) return group;
    throw wrongEntity(
      file,
      `User ${name}`,
      `is a member of ${ref}, but there is no Group of that name in the file`,
    );
  });
  const role = memberOf.find(group =>
    isRoleGroup(group.metadata.name, group.spec.type),
  );
  const team = memberOf.find(group => group.spec.type === 'team');
  return {
    name,
    displayName: user.spec.profile.displayName,
    email: user.spec.profile.email,
    groups: memberOf.map(group => group.metadata.name),
    role: role && {
      ...toGroup(role),
      personTitle: roleTitle(role.metadata.name) ?? toGroup(role).title,
    },
    team: team && toGroup(team),
  };
}

/** `developers` of `developers`, `group:developers` or `group:default/developers`. */
function groupName(ref: string): string {
  return ref.replace(/^group:/i, '').replace(/^default\//i, '');
}

function toGroup({ metadata, spec }: GroupEntity): Group {
  return {
    name: metadata.name,
    title: spec.profile?.displayName ?? metadata.title ?? metadata.name,
    description: metadata.description,
  };
}

function wrongEntity(file: string, entity: string, complaint: string): Problem {
  return new Problem(`${file}, ${entity}: ${complaint}.`, [
    'Correct it, then run:  ./payday up',
  ]);
}
