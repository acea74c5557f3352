import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFiles } from '../contentHash.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import { CommandFailed } from '../supervisor/childProcess.ts';
import type { ComponentContext, Step } from '../supervisor/component.ts';
import { Problem } from '../problem.ts';
import { yarnCommand } from '../yarn.ts';
import { listWorkspaces } from './workspaces.ts';

/** Where the hash of what was installed is kept: deleting node_modules deletes it too. */
export const dependenciesStamp = (root: string) =>
  join(root, 'node_modules', '.payday-stamp');

/** Hash of everything that decides what Yarn installs. */
export async function dependenciesHash(root: string): Promise<string> {
  const workspaces = await listWorkspaces(root);
  const inputs = ['yarn.lock', 'package.json', '.yarnrc.yml'].map(name =>
    join(root, name),
  );
  const manifests = workspaces.map(({ folder }) =>
    join(folder, 'package.json'),
  );
  return hashFiles([...inputs, ...manifests], root, [process.versions.modules]);
}

/** Installs the workspace's packages exactly as locked. Yarn resumes an interrupted install by itself. */
export const dependencies: Step = {
  kind: 'step',
  name: 'dependencies',
  title: 'Packages',
  dependsOn: [],

  async isDone({ instance }) {
    const stamp = await readFile(
      dependenciesStamp(instance.root),
      'utf8',
    ).catch(() => undefined);
    return stamp === (await dependenciesHash(instance.root));
  },

  async run(context) {
    const { root } = context.instance;
    const hash = await dependenciesHash(root);
    // Yarn runs no package's build script: the one native addon we need is built by its own step.
    const yarn = yarnCommand(['install', '--immutable', '--mode=skip-build']);
    await context.run({ ...yarn, cwd: root }).catch(error => {
      throw installProblem(error, context);
    });
    await writeFile(dependenciesStamp(root), hash);
  },
};

function installProblem(
  error: unknown,
  { logFile }: ComponentContext,
): Problem {
  if (error instanceof CommandFailed && /YN0028/.test(error.tail)) {
    return new Problem(
      'yarn.lock does not match the package.json files, so the packages were not installed.',
      [
        'If you changed a package.json:  yarn install, then ./payday up',
        'If not:  git status shows what differs',
        `Its log:  ${logFile}`,
      ],
      { cause: error },
    );
  }
  return commandProblem('Installing the packages', error);
}
