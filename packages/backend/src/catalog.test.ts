import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  type Catalog,
  type Described,
  entityRef,
  readCatalog,
  references,
} from './__fixtures__/readCatalog';

const BACKEND = resolve(__dirname, '..');
const ROOT = resolve(BACKEND, '../..');

const ROLES = [
  'developers',
  'release-engineers',
  'sre',
  'product-owners',
  'platform-team',
];
const TEAMS = ['merchant-experience', 'payments-core', 'platform-team'];

let catalog: Catalog;

beforeAll(async () => {
  const configFiles = ['app-config.yaml', 'app-config.local.yaml'].map(file =>
    join(ROOT, file),
  );
  const files = await configuredCatalogFiles(configFiles, BACKEND);
  catalog = await readCatalog(files, ROOT);
});

function described(ref: string): Described {
  const found = catalog.described.find(
    ({ entity }) => entityRef(entity) === ref,
  );
  if (!found) throw new Error(`${ref} is in no catalog file`);
  return found;
}

function refs(kind: string): string[] {
  return catalog.described
    .filter(({ entity }) => entity.kind === kind)
    .map(({ entity }) => entityRef(entity));
}

function groupsOf(ref: string): string[] {
  return references(described(ref).entity)
    .filter(({ field }) => field === 'memberOf')
    .map(({ ref: group }) => group.replace('group:default/', ''));
}

function annotated(annotation: string): [Described, string][] {
  return catalog.described.flatMap<[Described, string]>(found => {
    const value = found.entity.metadata.annotations?.[annotation];
    return value ? [[found, value]] : [];
  });
}

describe('the catalog', () => {
  it('has no problem: schemas, duplicates and references', () => {
    expect(catalog.problems).toEqual([]);
  });

  it.each([
    ['System', ['payday', 'payments']],
    [
      'Component',
      [
        'argo-cd',
        'argo-rollouts',
        'checkout-web',
        'kube-state-metrics',
        'metrics-server',
        'payday-portal',
        'payments-api',
        'prometheus',
        'settlement-worker',
        'traefik',
      ],
    ],
    ['Resource', ['payments-cache', 'payments-db']],
    ['API', ['payments-api-v1']],
    ['Group', [...new Set([...ROLES, ...TEAMS])].sort()],
  ])('has each %s that other parts of Payday name', (kind, names) => {
    const expected = names.map(
      name => `${kind.toLocaleLowerCase('en-US')}:default/${name}`,
    );
    expect(refs(kind).sort()).toEqual(expected);
  });

  it('has the people and roles only where an organisation can leave them out', () => {
    const files = catalog.described
      .filter(({ entity }) => ['User', 'Group'].includes(entity.kind))
      .map(({ file }) => relative(ROOT, file));
    expect([...new Set(files)]).toEqual(['local/catalog-info.yaml']);
  });

  it.each(ROLES)('has two people who are %s', role => {
    const people = refs('User').filter(ref => groupsOf(ref).includes(role));
    expect(people).toHaveLength(2);
  });

  it('gives each person exactly one role, a team, an address and a name', () => {
    for (const ref of refs('User')) {
      const { entity } = described(ref);
      const groups = groupsOf(ref);
      expect([
        ref,
        groups.filter(group => ROLES.includes(group)).length,
      ]).toEqual([ref, 1]);
      expect([ref, groups.some(group => TEAMS.includes(group))]).toEqual([
        ref,
        true,
      ]);
      expect(entity.spec?.profile).toEqual({
        displayName: expect.stringMatching(/^\p{L}+ \p{L}+$/u),
        email: `${entity.metadata.name}@payday.example`,
      });
    }
  });

  it('has every component of payments owned by a team', () => {
    const payments = catalog.described.filter(
      ({ entity }) =>
        entity.kind === 'Component' && entity.spec?.system === 'payments',
    );
    expect(payments).toHaveLength(3);
    for (const { entity } of payments) {
      const owner = references(entity).find(({ field }) => field === 'owner');
      expect(described(owner!.ref).entity.spec?.type).toBe('team');
    }
  });

  it('joins each payments component to its workloads by its own name', () => {
    for (const name of ['checkout-web', 'payments-api', 'settlement-worker']) {
      expect(
        described(`component:default/${name}`).entity.metadata.annotations,
      ).toMatchObject({
        'backstage.io/kubernetes-id': name,
        'backstage.io/kubernetes-label-selector': `backstage.io/kubernetes-id=${name}`,
        'argocd/app-name': expect.any(String),
      });
    }
  });
});

describe('the docs in the catalog', () => {
  it('have an mkdocs.yml, and their pages in docs/, where TechDocs looks', async () => {
    const found = annotated('backstage.io/techdocs-ref');
    expect(found).not.toHaveLength(0);
    for (const [{ file }, ref] of found) {
      const folder = resolve(dirname(file), ref.replace(/^dir:/, ''));
      const config = parse(await readFile(join(folder, 'mkdocs.yml'), 'utf8'));
      expect(config.docs_dir ?? 'docs').toBe('docs');
      expect(existsSync(join(folder, 'docs/index.md'))).toBe(true);
    }
  });

  it('are borrowed only from entities that have some', () => {
    const owners = annotated('backstage.io/techdocs-ref').map(([{ entity }]) =>
      entityRef(entity),
    );
    for (const [, ref] of annotated('backstage.io/techdocs-entity')) {
      expect(owners).toContain(ref);
    }
  });
});

describe('the payments API', () => {
  const readDefinition = () =>
    parse(
      String(described('api:default/payments-api-v1').entity.spec?.definition),
    );

  it('is described in OpenAPI 3.1', () => {
    expect(readDefinition()).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\./),
      info: { title: 'Payments API' },
    });
  });

  it('refers only to parts that exist', () => {
    const definition = readDefinition();
    for (const pointer of pointersIn(definition)) {
      expect([pointer, lookUp(definition, pointer)]).toEqual([
        pointer,
        expect.anything(),
      ]);
    }
  });

  it('names each operation once, and wants a key for each that could happen twice', () => {
    const { paths } = readDefinition();
    const posts = Object.values<any>(paths).flatMap(path => path.post ?? []);
    for (const { operationId, parameters } of posts) {
      expect([operationId, parameters]).toEqual([
        operationId,
        expect.arrayContaining([
          { $ref: '#/components/parameters/IdempotencyKey' },
        ]),
      ]);
    }
    const ids = Object.values<any>(paths).flatMap(path =>
      ['get', 'post', 'patch', 'delete'].flatMap(
        verb => path[verb]?.operationId ?? [],
      ),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a broken catalog', () => {
  it('is refused with the file, the entity and what is wrong', async () => {
    const folder = join(__dirname, '__fixtures__/broken-catalog');
    const { problems } = await readCatalog(
      [join(folder, 'catalog-info.yaml')],
      folder,
    );
    expect(problems).toEqual([
      'gone.yaml does not exist, but Location broken names it',
      expect.stringMatching(/^not-yaml\.txt: YAML error/),
      expect.stringMatching(
        /^catalog-info\.yaml, Component no-lifecycle: .*lifecycle/,
      ),
      expect.stringMatching(
        /^catalog-info\.yaml, Component no spaces allowed: .*"metadata\.name" is not valid/,
      ),
      expect.stringMatching(
        /^catalog-info\.yaml, Componnent misspelt: kind Componnent is not one of API, Component/,
      ),
      expect.stringMatching(
        /^catalog-info\.yaml, API no-text: .*cannot read \.\/gone-openapi\.yaml/,
      ),
      'catalog-info.yaml, Group twins: is in catalog-info.yaml already',
      'catalog-info.yaml, Component orphan: spec.dependsOn names resource:default/gone-db, which is in no catalog file',
      'catalog-info.yaml, Component orphan: spec.owner names group:default/nobody, which is in no catalog file',
    ]);
  });
});

function pointersIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' ? [value] : pointersIn(value),
  );
}

function lookUp(document: any, pointer: string): unknown {
  return pointer
    .replace('#/', '')
    .split('/')
    .reduce((node, part) => node?.[part], document);
}

/**
 * The catalog files that configuration files name, as absolute paths.
 * @param folder what the targets are relative to: the folder the portal runs in
 */
async function configuredCatalogFiles(
  configFiles: string[],
  folder: string,
): Promise<string[]> {
  const targets = await Promise.all(
    configFiles.map(async file => {
      const config = parse(await readFile(file, 'utf8'));
      const locations: { type: string; target: string }[] =
        config.catalog?.locations ?? [];
      return locations
        .filter(({ type }) => type === 'file')
        .map(({ target }) => resolve(folder, target));
    }),
  );
  return [...new Set(targets.flat())];
}
