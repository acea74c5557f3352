import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  type KindValidator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import { localTextProcessor } from '../modules/catalogLocalText';

/** An entity and the file it stands in, as an absolute path. */
export type Described = { file: string; entity: Entity };

/** All that was found, and a sentence for each thing that is wrong: file, entity, what to do. */
export type Catalog = { described: Described[]; problems: string[] };

const ENVELOPE = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const KINDS: Record<string, KindValidator> = {
  API: apiEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Location: locationEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

/** Fields of `spec` that name other entities, with the kind that a bare name stands for. */
const REFERENCES: Record<string, string | undefined> = {
  children: 'Group',
  consumesApis: 'API',
  dependencyOf: undefined,
  dependsOn: undefined,
  domain: 'Domain',
  memberOf: 'Group',
  members: 'User',
  owner: 'Group',
  parent: 'Group',
  providesApis: 'API',
  subcomponentOf: 'Component',
  system: 'System',
};

/** Reads catalog files and those their Locations name, and checks them as the catalog would. */
export async function readCatalog(
  files: string[],
  root: string,
): Promise<Catalog> {
  const catalog: Catalog = { described: [], problems: [] };
  for (const file of files) {
    await readInto(catalog, file, root, 'the configuration');
  }
  reportDuplicates(catalog, root);
  reportLooseReferences(catalog, root);
  return catalog;
}

async function readInto(
  catalog: Catalog,
  file: string,
  root: string,
  namedBy: string,
): Promise<void> {
  const name = relative(root, file);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    catalog.problems.push(`${name} does not exist, but ${namedBy} names it`);
    return;
  }
  for (const result of parseEntityYaml(text, { type: 'file', target: file })) {
    if (result.type === 'error') {
      catalog.problems.push(`${name}: ${result.error.message}`);
    } else if (result.type === 'entity') {
      await addTo(catalog, result.entity, file, root);
    }
  }
}

async function addTo(
  catalog: Catalog,
  read: Entity,
  file: string,
  root: string,
): Promise<void> {
  try {
    const entity = await withTexts(read, file);
    await check(entity);
    catalog.described.push({ file, entity });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    catalog.problems.push(
      `${relative(root, file)}, ${title(read)}: ${message}`,
    );
    return;
  }
  for (const target of locationTargets(read)) {
    await readInto(catalog, resolve(dirname(file), target), root, title(read));
  }
}

/** The entity with the text that `$text` names, as the portal itself reads it. */
async function withTexts(entity: Entity, file: string): Promise<Entity> {
  const location = { type: 'file', target: file };
  const nowhere = { get: async () => undefined, set: async () => {} };
  return await localTextProcessor.preProcessEntity!(
    entity,
    location,
    () => {},
    location,
    nowhere,
  );
}

/** @throws Error that says which field is wrong */
async function check(entity: Entity): Promise<void> {
  const kind = KINDS[entity.kind];
  if (!kind) {
    throw new Error(
      `kind ${entity.kind} is not one of ${Object.keys(KINDS).join(', ')}`,
    );
  }
  await ENVELOPE.enforce(entity);
  if (!(await kind.check(entity))) {
    throw new Error(`apiVersion ${entity.apiVersion} is not known`);
  }
}

function reportDuplicates({ described, problems }: Catalog, root: string) {
  const seen = new Map<string, string>();
  for (const { file, entity } of described) {
    const ref = entityRef(entity);
    const name = relative(root, file);
    const first = seen.get(ref);
    if (first) {
      problems.push(`${name}, ${title(entity)}: is in ${first} already`);
    }
    seen.set(ref, name);
  }
}

function reportLooseReferences({ described, problems }: Catalog, root: string) {
  const known = new Set(described.map(({ entity }) => entityRef(entity)));
  for (const { file, entity } of described) {
    const missing = references(entity).filter(({ ref }) => !known.has(ref));
    for (const { field, ref } of missing) {
      problems.push(
        `${relative(root, file)}, ${title(entity)}: ` +
          `spec.${field} names ${ref}, which is in no catalog file`,
      );
    }
  }
}

/** Every entity that `spec` names, as a full reference in lower case. */
export function references(entity: Entity): { field: string; ref: string }[] {
  return Object.entries(REFERENCES).flatMap(([field, defaultKind]) =>
    texts(entity.spec?.[field]).map(text => ({
      field,
      ref: stringifyEntityRef(
        parseEntityRef(text, {
          defaultKind,
          defaultNamespace: entity.metadata.namespace,
        }),
      ),
    })),
  );
}

/** `component:default/payments-api`. */
export function entityRef(entity: Entity): string {
  return stringifyEntityRef(entity);
}

function locationTargets(entity: Entity): string[] {
  if (entity.kind !== 'Location') return [];
  return [...texts(entity.spec?.target), ...texts(entity.spec?.targets)];
}

function texts(value: unknown): string[] {
  return [value]
    .flat()
    .filter((item): item is string => typeof item === 'string');
}

function title(entity: Entity): string {
  return `${entity.kind ?? 'an entity'} ${
    entity.metadata?.name ?? 'without a name'
  }`;
}
