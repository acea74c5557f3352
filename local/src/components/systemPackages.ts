import { Problem } from '../problem.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import type { Step } from '../supervisor/component.ts';
import {
  canInstallPackages,
  installCommand,
  missingSystemPackages,
} from '../system/missingPackages.ts';

/** Compilers and Python from the distribution, installed only when the person agreed. */
export const systemPackages: Step = {
  kind: 'step',
  name: 'system-packages',
  title: 'System packages',
  dependsOn: [],

  async isDone({ instance, cache }) {
    return (await missingSystemPackages(instance.root, cache)).length === 0;
  },

  async run(context) {
    const { root } = context.instance;
    const packages = await missingSystemPackages(root, context.cache);
    if (!context.allowSystemPackages || !canInstallPackages())
      throw missingProblem(packages);
    const apt = (...args: string[]) =>
      context.run({
        file: 'apt-get',
        args: ['-o', 'DPkg::Lock::Timeout=120', ...args],
        cwd: root,
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      });
    try {
      await apt('update');
      await apt('install', '-y', '--no-install-recommends', ...packages);
    } catch (error) {
      throw commandProblem('Installing system packages', error);
    }
  },
};

/** What to type when packages are missing and may not or cannot be installed from here. */
export function missingProblem(packages: string[]): Problem {
  const list = packages.join(', ');
  return new Problem(
    `This machine lacks ${list}, needed to build the database addon and the docs.`,
    [
      `To install them:                  ${installCommand(packages)}`,
      ...(canInstallPackages()
        ? ['To let payday do it:              ./payday up --yes']
        : ['Then:                             ./payday up']),
    ],
  );
}
