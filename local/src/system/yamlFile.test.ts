import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryRoot } from '../repositoryRoot.ts';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { validateCatalog } from './catalogFiles.ts';
import { validateYaml } from './yamlFile.ts';

describe('validateYaml', () => {
  const broken: [string, string, RegExp][] = [
    [
      'bad indentation',
      'a: 1\nb:\n  - c\n d: 2\n',
      /^app-config\.yaml is not valid YAML: line 4, column \d+: /,
    ],
    [
      'an open quote',
      'a: "x\nb: 2\n',
      /^app-config\.yaml is not valid YAML: line \d+, column \d+: /,
    ],
    [
      'a tab',
      'a:\n\tb: 1\n',
      /^app-config\.yaml is not valid YAML: line 2, column 1: /,
    ],
    [
      'a key twice',
      'a: 1\nb: 2\na: 3\n',
      /^app-config\.yaml is not valid YAML: line 3, column 1: /,
    ],
  ];
  for (const [title, text, what] of broken)
    it(`names file and line of ${title}`, async test => {
      const root = temporaryFolder(test);
      const path = join(root, 'app-config.yaml');
      writeFileSync(path, text);
      await assert.rejects(validateYaml(path, root), { name: 'Problem', what });
    });

  it('names a file that is missing', async test => {
    const root = temporaryFolder(test);
    await assert.rejects(validateYaml(join(root, 'x.yaml'), root), {
      name: 'Problem',
      what: 'x.yaml is missing.',
    });
  });

  it('accepts several documents and tells where each begins', async test => {
    const root = temporaryFolder(test);
    writeFileSync(join(root, 'x.yaml'), '# why\na: 1\n---\nb: 2\n');
    assert.deepEqual(
      (await validateYaml(join(root, 'x.yaml'), root)).map(({ line }) => line),
      [2, 4],
    );
  });
});

describe('validateCatalog', () => {
  const entity = 'apiVersion: v1\nkind: Component\nmetadata:\n  name: a\n';

  function clone(root: string, nested: string): string {
    mkdirSync(join(root, 'backend'));
    const config = join(root, 'app-config.yaml');
    writeFileSync(
      config,
      'catalog:\n  locations:\n    - type: file\n      target: ../catalog-info.yaml\n',
    );
    writeFileSync(
      join(root, 'catalog-info.yaml'),
      `apiVersion: v1\nkind: Location\nmetadata:\n  name: all\nspec:\n  targets:\n    - ./nested.yaml\n`,
    );
    writeFileSync(join(root, 'nested.yaml'), nested);
    return config;
  }

  it('follows locations', async test => {
    const root = temporaryFolder(test);
    await validateCatalog([clone(root, entity)], join(root, 'backend'), root);
  });

  it('names file and line of what is not an entity', async test => {
    const root = temporaryFolder(test);
    const config = clone(
      root,
      `${entity}---\nkind: Component\nmetadata:\n  name: b\n`,
    );
    await assert.rejects(
      validateCatalog([config], join(root, 'backend'), root),
      {
        what: 'nested.yaml holds something that is not a catalog entity: the document at line 6 has a wrong or missing apiVersion.',
      },
    );
  });

  it('names file and line of what is not YAML', async test => {
    const root = temporaryFolder(test);
    const config = clone(root, `${entity}---\nkind: [a\n`);
    await assert.rejects(
      validateCatalog([config], join(root, 'backend'), root),
      { what: /^nested\.yaml is not valid YAML: line [67]/ },
    );
  });

  it('accepts the files of this repository', async () => {
    const configs = ['app-config.yaml', 'app-config.local.yaml'].map(name =>
      join(repositoryRoot, name),
    );
    await validateCatalog(
      configs,
      join(repositoryRoot, 'packages', 'backend'),
      repositoryRoot,
    );
  });
});
