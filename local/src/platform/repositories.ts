import { join } from 'node:path';
import { readSecret } from '../components/secrets.ts';
import { clusterFolders } from '../cluster/clusterFolders.ts';
import {
  announceUpdate,
  isSeeded,
  seedRepository,
  type RefUpdate,
} from '../git-server/index.ts';
import type { Instance } from '../instance.ts';
import type { Step } from '../supervisor/component.ts';

/** Repositories of the local Git server, each with the folder of the clone that feeds it. */
export const REPOSITORIES = {
  gitops: 'gitops-repo',
  payments: 'sample-payments',
} as const;

/** Name of a repository, without `.git`. */
export type RepositoryName = keyof typeof REPOSITORIES;

/** Folder of the bare repository, as the host sees it. */
export const bareFolder = (instance: Instance, name: RepositoryName): string =>
  join(clusterFolders(instance).git, `${name}.git`);

const seeds = (instance: Instance) =>
  Object.entries(REPOSITORIES).map(([name, folder]) => ({
    name: name as RepositoryName,
    bareFolder: bareFolder(instance, name as RepositoryName),
    sourceFolder: join(instance.root, folder),
  }));

/** Brings the clone's folders into the repositories: first as their content, later merged into what people pushed. */
export const repositories: Step = {
  kind: 'step',
  name: 'repositories',
  title: 'Repositories',
  group: 'platform',
  dependsOn: ['git-server'],

  async isDone({ instance }) {
    const done = await Promise.all(seeds(instance).map(isSeeded));
    return done.every(Boolean);
  },

  async run(context) {
    const { instance } = context;
    for (const { name, ...seed } of seeds(instance)) {
      const result = await seedRepository(seed);
      // What was there stays in force, so the platform starts; the person decides what becomes of the change.
      if (result.kind === 'conflict') throw result.problem;
      for (const update of result.updates)
        await announce(instance, name, update);
    }
  },
};

/** Tells Argo CD of a ref that was moved on the disk. */
export function announce(
  instance: Instance,
  name: RepositoryName,
  update: RefUpdate,
): Promise<boolean> {
  return announceUpdate(
    {
      url: `http://127.0.0.1:${instance.ports.git}`,
      token: readSecret(instance, 'git-token-payday'),
    },
    name,
    update,
  );
}
