import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cruise } from './cruise.ts';
import { check, combine } from './suite.ts';
import type { SuiteContext, SuiteResult } from './suite.ts';

/** Packages of a made-up repository, by the role that the rules go by. */
const PACKAGES: Record<string, string> = {
  'packages/shop': 'frontend',
  'plugins/cart': 'frontend-plugin',
  'plugins/cart-react': 'web-library',
  'plugins/cart-backend': 'backend-plugin',
  'plugins/cart-backend-module-till': 'backend-plugin-module',
  'plugins/cart-node': 'node-library',
  'plugins/cart-common': 'common-library',
  'plugins/cluster-watch-node': 'node-library',
  'plugins/gitops-node': 'node-library',
};

/** An import, and the rule that must forbid it; `undefined` when it must be allowed. */
type Case = [from: string, imported: string, rule: string | undefined];

const CASES: Case[] = [
  [
    'packages/shop',
    '../../../plugins/cart-backend/src',
    'frontend-imports-no-backend',
  ],
  ['plugins/cart', '../../cart-node/src', 'frontend-imports-no-backend'],
  [
    'plugins/cart-react',
    '@backstage/backend-plugin-api',
    'frontend-imports-no-backend',
  ],
  [
    'plugins/cart',
    '@backstage/plugin-catalog-node',
    'frontend-imports-no-backend',
  ],
  ['plugins/cart-backend', '../../cart/src', 'backend-imports-no-frontend'],
  [
    'plugins/cart-backend-module-till',
    '../../cart-react/src',
    'backend-imports-no-frontend',
  ],
  ['plugins/cart-node', 'react', 'backend-imports-no-frontend'],
  ['plugins/cart-backend', '@backstage/ui', 'backend-imports-no-frontend'],
  ['plugins/cart-common', 'react', 'common-runs-everywhere'],
  ['plugins/cart-common', '../../cart-backend/src', 'common-runs-everywhere'],
  [
    'plugins/cart-common',
    '@backstage/frontend-plugin-api',
    'common-runs-everywhere',
  ],
  ['plugins/cart-common', 'node:fs', 'common-uses-no-node-module'],
  [
    'plugins/cart-backend',
    '@kubernetes/client-node',
    'only-cluster-watch-node-talks-to-kubernetes',
  ],
  [
    'plugins/gitops-node',
    '@kubernetes/client-node',
    'only-cluster-watch-node-talks-to-kubernetes',
  ],
  ['plugins/cart-backend', 'isomorphic-git', 'only-gitops-node-commits'],
  ['plugins/cart-node', 'simple-git', 'only-gitops-node-commits'],
  ['plugins/cluster-watch-node', '@octokit/rest', 'only-gitops-node-commits'],
  ['plugins/cart-backend', 'nodegit', 'only-gitops-node-commits'],
  ['local', '../../plugins/cart-common/src', 'local-stands-alone'],
  ['local', '../../packages/shop/src', 'local-stands-alone'],
  ['packages/shop', '../../../local/src', 'nothing-imports-local'],
  [
    'sample-payments',
    '../../plugins/cart-common/src',
    'the-other-repositories-stand-alone',
  ],
  [
    'gitops-repo',
    '../../sample-payments/src',
    'the-other-repositories-stand-alone',
  ],
  [
    'plugins/cart-backend',
    '../../../sample-payments/src',
    'nothing-imports-the-other-repositories',
  ],
  ['local', '../../gitops-repo/src', 'nothing-imports-the-other-repositories'],
  ['plugins/cart', './round', 'no-cycles'],
  ['plugins/cart', 'undeclared', 'no-undeclared-dependency'],
  ['plugins/cart', './missing', 'no-unresolvable-import'],

  ['packages/shop', '../../../plugins/cart/src', undefined],
  ['plugins/cart', '../../cart-react/src', undefined],
  ['plugins/cart', '../../cart-common/src', undefined],
  ['plugins/cart-backend', '../../cart-common/src', undefined],
  ['plugins/cart-backend', '../../cart-node/src', undefined],
  ['plugins/cart-backend', 'node:fs', undefined],
  ['plugins/cart-backend', '../../cluster-watch-node/src', undefined],
  ['plugins/cluster-watch-node', '@kubernetes/client-node', undefined],
  ['plugins/gitops-node', 'isomorphic-git', undefined],
  ['sample-payments', 'node:fs', undefined],
  ['sample-payments', './index', undefined],
];

/**
 * Shows that every rule can fail, and that none forbids too much: writes a small repository with one file for each
 * case above and checks it with the repository's own rules.
 * @param rules names of all rules; one without a case is a failure
 */
export async function probeBoundaries(
  context: SuiteContext,
  rules: string[],
): Promise<SuiteResult> {
  const files = await writeRepository(context.workFolder);
  const { violations } = await cruise(context, context.workFolder, [
    'packages',
    'plugins',
    'local',
    'sample-payments',
    'gitops-repo',
  ]);
  const broken = (file: string) =>
    violations
      .filter(violation => violation.from === file)
      .map(violation => violation.rule);

  return combine([
    ...CASES.map(([from, imported, rule], index) => {
      const found = broken(files[index]);
      const title = `${from} → ${imported} is ${
        rule ? `forbidden by ${rule}` : 'allowed'
      }`;
      const asExpected = rule ? found.includes(rule) : found.length === 0;
      return check(
        title,
        asExpected ? undefined : `it broke: ${found.join(', ') || 'no rule'}`,
      );
    }),
    ...rules
      .filter(rule => !CASES.some(([, , expected]) => expected === rule))
      .map(rule => check(rule, 'no case shows that this rule can fail')),
  ]);
}

/** Writes the made-up repository; returns the file of each case. */
async function writeRepository(folder: string): Promise<string[]> {
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const libraries = CASES.map(([, imported]) => imported).filter(
    imported => !imported.startsWith('.') && !imported.startsWith('node:'),
  );
  for (const library of libraries) {
    await write(
      `node_modules/${library}/package.json`,
      JSON.stringify({ name: library, version: '1.0.0' }),
    );
    await write(`node_modules/${library}/index.js`, '');
  }
  const dependencies = Object.fromEntries(
    libraries
      .filter(library => library !== 'undeclared')
      .map(library => [library, '1.0.0']),
  );
  const others = ['local', 'sample-payments', 'gitops-repo'];
  for (const path of [...Object.keys(PACKAGES), ...others]) {
    await write(
      `${path}/package.json`,
      JSON.stringify({
        name: path,
        backstage: { role: PACKAGES[path] },
        dependencies,
      }),
    );
    await write(`${path}/src/index.ts`, 'export const value = 1;\n');
  }

  const files = CASES.map(([from], index) => `${from}/src/case${index}.ts`);
  for (const [index, [, imported]] of CASES.entries()) {
    await write(
      files[index],
      `import * as imported from '${imported}';\nexport const found = imported;\n`,
    );
  }
  const cycle = CASES.findIndex(([, imported]) => imported === './round');
  await write(
    'plugins/cart/src/round.ts',
    `export { found } from './case${cycle}';\n`,
  );
  return files;
}
