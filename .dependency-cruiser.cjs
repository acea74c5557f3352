const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The folder that is checked. Paths in the rules are relative to it. */
const root = process.cwd();

const FRONTEND = /^(frontend.*|web-library)$/;
const BACKEND = /^(backend.*|node-library)$/;
const COMMON = /^common-library$/;

/** Folders of the workspace packages whose `backstage.role` matches, e.g. `plugins/home`. */
function packagesWithRole(role) {
  return ['packages', 'plugins'].flatMap(parent =>
    existsSync(join(root, parent))
      ? readdirSync(join(root, parent))
          .map(name => `${parent}/${name}`)
          .filter(folder => role.test(roleOf(folder)))
      : [],
  );
}

function roleOf(folder) {
  const file = join(root, folder, 'package.json');
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).backstage?.role ?? ''
    : '';
}

/** A pattern for everything inside these folders; with no folder it matches nothing. */
function inside(folders) {
  return folders.length === 0
    ? '^(?!)'
    : `^(${folders.map(folder => folder.replace(/[.]/g, '\\.')).join('|')})/`;
}

/** A pattern for these npm packages, whether or not they are installed. */
function npm(...names) {
  return `(^|node_modules/)(${names.join('|')})(/|$)`;
}

const frontend = inside(packagesWithRole(FRONTEND));
const backend = inside(packagesWithRole(BACKEND));
const common = inside(packagesWithRole(COMMON));

const frontendLibraries = npm(
  'react',
  'react-dom',
  'react-router',
  'react-router-dom',
  '@material-ui/[^/]+',
  '@backstage/(ui|theme|app-.+|core-.+-api|core-components|frontend-.+|plugin-[^/]+-react)',
);
const backendLibraries = npm(
  'express',
  'knex',
  '@backstage/(backend-[^/]+|plugin-[^/]+-(backend|node)|plugin-[^/]+-backend-module-[^/]+)',
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'frontend-imports-no-backend',
      comment: 'What runs in the browser reaches the backend over HTTP only.',
      severity: 'error',
      from: { path: frontend },
      to: { path: [backend, backendLibraries] },
    },
    {
      name: 'backend-imports-no-frontend',
      comment: 'Share types through a -common package.',
      severity: 'error',
      from: { path: backend },
      to: { path: [frontend, frontendLibraries] },
    },
    {
      name: 'common-runs-everywhere',
      comment:
        'A -common package is loaded by both sides, so it imports neither React nor Node.',
      severity: 'error',
      from: { path: common, pathNot: '\\.test\\.tsx?$' },
      to: {
        path: [frontend, backend, frontendLibraries, backendLibraries],
      },
    },
    {
      name: 'common-uses-no-node-module',
      comment: 'A browser has no node:fs.',
      severity: 'error',
      from: { path: common, pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-cluster-watch-node-talks-to-kubernetes',
      comment:
        'One informer per cluster and kind: read through @payday/cluster-watch-node.',
      severity: 'error',
      from: { pathNot: '^plugins/cluster-watch-node/' },
      to: { path: npm('@kubernetes/client-node') },
    },
    {
      name: 'only-gitops-node-commits',
      comment:
        'Every commit carries its author and reason: write through @payday/gitops-node.',
      severity: 'error',
      from: { pathNot: '^plugins/gitops-node/' },
      to: {
        path: npm('isomorphic-git', 'simple-git', 'nodegit', '@octokit/[^/]+'),
      },
    },
    {
      name: 'local-stands-alone',
      comment:
        'The launcher runs before the workspaces are installed and may import nothing of theirs.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(packages|plugins|e2e|bench)/' },
    },
    {
      name: 'nothing-imports-local',
      comment: 'The launcher is a program of its own, not a library.',
      severity: 'error',
      from: { path: '^(packages|plugins)/' },
      to: { path: '^local/' },
    },
    {
      name: 'the-other-repositories-stand-alone',
      comment:
        'sample-payments/ and gitops-repo/ stand for repositories of their own.',
      severity: 'error',
      from: { path: '^(sample-payments|gitops-repo)/' },
      to: {
        pathNot: ['^$1/', 'node_modules/'],
        dependencyTypesNot: ['core'],
        couldNotResolve: false,
      },
    },
    {
      name: 'nothing-imports-the-other-repositories',
      comment:
        'sample-payments/ and gitops-repo/ are reached through Git, like any repository.',
      severity: 'error',
      from: { pathNot: '^(sample-payments|gitops-repo)/' },
      to: { path: '^(sample-payments|gitops-repo)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Move what both need into a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'Declare it in the package.json of the package that imports it.',
      severity: 'error',
      // A repository of its own: its tools are declared once, at its root.
      from: { pathNot: '^sample-payments/' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
      },
    },
    {
      name: 'no-unresolvable-import',
      comment: 'The file or package does not exist.',
      severity: 'error',
      // A repository of its own: its packages are there only after its own install, and its compiler looks for them.
      from: { pathNot: '^sample-payments/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types|coverage|fixtures)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'],
    },
  },
};
