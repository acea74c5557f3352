import { existsSync } from 'node:fs';
import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hashFiles } from '../contentHash.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import type { Step } from '../supervisor/component.ts';
import { yarnCommand } from '../yarn.ts';
import { frontendSources } from './workspaces.ts';

const KEPT_BUILDS = 5;
const appFolder = (root: string) => join(root, 'packages', 'app');
const distFolder = (root: string) => join(appFolder(root), 'dist');

/** Names the sources that `packages/app/dist` was built from. */
export const frontendStamp = (root: string) =>
  join(distFolder(root), '.payday-stamp');

/**
 * Hash of everything that decides what the built frontend contains. Configuration is injected when the portal starts,
 * so only the keys that choose what is bundled count.
 */
export async function frontendHash(root: string): Promise<string> {
  const files = await frontendSources(root);
  const config = await readFile(join(root, 'app-config.yaml'), 'utf8').then(
    parse,
    () => undefined,
  );
  const bundled = JSON.stringify([
    config?.app?.packages,
    config?.app?.experimental,
  ]);
  return hashFiles([...files, join(root, 'yarn.lock')], root, [
    bundled,
    process.versions.modules,
  ]);
}

/** The portal's frontend, built once for each state of its sources and kept in the cache. */
export const frontend: Step = {
  kind: 'step',
  name: 'frontend',
  title: 'Frontend',
  dependsOn: ['configuration', 'dependencies'],

  async isDone({ instance: { root } }) {
    const stamp = await readFile(frontendStamp(root), 'utf8').catch(
      () => undefined,
    );
    return (
      stamp === (await frontendHash(root)) &&
      existsSync(join(distFolder(root), 'static'))
    );
  },

  async run(context) {
    const { root } = context.instance;
    const hash = await frontendHash(root);
    const builds = join(context.cache, 'frontend');
    const cached = join(builds, hash);
    if (!existsSync(cached)) {
      await rm(frontendStamp(root), { force: true });
      const yarn = yarnCommand([
        'workspace',
        'app',
        'build',
        '--config',
        join(root, 'app-config.yaml'),
      ]);
      await context
        .run({
          ...yarn,
          cwd: root,
          env: {
            ...yarn.env,
            NODE_OPTIONS: `${
              process.env.NODE_OPTIONS ?? ''
            } --max-old-space-size=4096`.trim(),
            APP_CONFIG_app_baseUrl: '"http://localhost:7007"',
            APP_CONFIG_backend_baseUrl: '"http://localhost:7007"',
          },
        })
        .catch(error => {
          throw commandProblem('Building the frontend', error);
        });
      await writeFile(frontendStamp(root), hash);
      await keep(distFolder(root), cached);
      await prune(builds);
      return;
    }
    await place(cached, distFolder(root));
    await utimes(cached, new Date(), new Date());
  },
};

/** Copies a folder so that the target is there as a whole or not at all. */
async function keep(from: string, to: string): Promise<void> {
  const temporary = `${to}.${process.pid}.tmp`;
  await mkdir(join(to, '..'), { recursive: true });
  await cp(from, temporary, { recursive: true });
  await rename(temporary, to).catch(async error => {
    await rm(temporary, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // Another clone kept the same build first.
  });
}

async function place(cached: string, target: string): Promise<void> {
  const fresh = `${target}.new`;
  const old = `${target}.old`;
  await rm(fresh, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
  await cp(cached, fresh, { recursive: true });
  if (existsSync(target)) await rename(target, old);
  await rename(fresh, target);
  await rm(old, { recursive: true, force: true });
}

async function prune(builds: string): Promise<void> {
  const names = await readdir(builds);
  const aged = await Promise.all(
    names.map(async name => ({
      name,
      usedAt:
        (await stat(join(builds, name)).catch(() => undefined))?.mtimeMs ?? 0,
    })),
  );
  const surplus = aged.sort((a, b) => b.usedAt - a.usedAt).slice(KEPT_BUILDS);
  await Promise.all(
    surplus.map(({ name }) =>
      rm(join(builds, name), { recursive: true, force: true }),
    ),
  );
}
