import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../contentHash.ts';

/** A package of the clone's Yarn workspace. */
export interface Workspace {
  folder: string;
  /** Backstage's role, e.g. `frontend-plugin`; undefined for packages that are not part of the portal. */
  role?: string;
}

const FRONTEND_ROLES = new Set([
  'frontend',
  'frontend-plugin',
  'frontend-plugin-module',
  'web-library',
  'common-library',
]);
const BACKEND_ROLES = new Set([
  'backend',
  'backend-plugin',
  'backend-plugin-module',
  'node-library',
  'common-library',
]);
const TESTS =
  /\.(test|spec)\.[cm]?[jt]sx?$|\/(__fixtures__|__snapshots__|__testUtils__|dev)\//;

/** All workspaces below a clone's root. Only `name/*` and plain folders are understood, which is all we use. */
export async function listWorkspaces(root: string): Promise<Workspace[]> {
  const manifest = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  const patterns: string[] = manifest.workspaces ?? [];
  const folders = await Promise.all(
    patterns.map(async pattern => {
      if (!pattern.endsWith('/*')) return [join(root, pattern)];
      const parent = join(root, pattern.slice(0, -2));
      const entries = await readdir(parent, { withFileTypes: true }).catch(
        () => [],
      );
      return entries
        .filter(entry => entry.isDirectory())
        .map(entry => join(parent, entry.name));
    }),
  );
  const workspaces = await Promise.all(
    folders.flat().sort().map(readWorkspace),
  );
  return workspaces.filter(workspace => workspace !== undefined);
}

async function readWorkspace(folder: string): Promise<Workspace | undefined> {
  try {
    const manifest = JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8'),
    );
    return { folder, role: manifest.backstage?.role };
  } catch {
    return undefined;
  }
}

/** Files of our own that end up in the built frontend, without tests. */
export const frontendSources = (root: string) =>
  sourcesOf(root, FRONTEND_ROLES);

/** Files of our own that the portal's process loads, without tests. */
export const backendSources = (root: string) => sourcesOf(root, BACKEND_ROLES);

async function sourcesOf(root: string, roles: Set<string>): Promise<string[]> {
  const workspaces = await listWorkspaces(root);
  const used = workspaces.filter(
    ({ role }) => role !== undefined && roles.has(role),
  );
  const files = await Promise.all(
    used.map(({ folder }) =>
      listFiles(folder, path => !TESTS.test(path.slice(folder.length))),
    ),
  );
  return files.flat();
}
