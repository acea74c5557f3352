import type { Instance } from '../instance.ts';
import { readSettings } from '../instanceSettings.ts';
import { Problem } from '../problem.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import type { Step } from '../supervisor/component.ts';
import {
  canInstallPackages,
  installCommand,
  missingSystemPackages,
} from '../system/missingPackages.ts';

/** Compilers, Python and the cluster's programs from the distribution, installed only when the person agreed. */
export const systemPackages: Step = {
  kind: 'step',
  name: 'system-packages',
  title: 'System packages',
  dependsOn: [],

  async isDone({ instance, cache }) {
    const missing = await missingFor(instance, cache);
    return missing.length === 0;
  },

  async run(context) {
    const { root } = context.instance;
    const packages = await missingFor(context.instance, context.cache);
    if (!context.allowSystemPackages || !canInstallPackages())
      throw missingProblem(packages);
    const apt = (...args: string[]) =>
      context.run({
        file: 'apt-get',
        args: ['-o', 'DPkg::Lock::Timeout=120', ...args],
        cwd: root,
        // A runlevel in which Debian starts no service: containerd and the registry run as the instance's own.
        env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
      });
    try {
      await apt('update');
      await apt('install', '-y', '--no-install-recommends', ...packages);
    } catch (error) {
      throw commandProblem('Installing system packages', error);
    }
  },
};

function missingFor(instance: Instance, cache: string): Promise<string[]> {
  const { cluster = 'none' } = readSettings(instance.runFolder);
  return missingSystemPackages(instance.root, cache, cluster);
}

/** What to type when packages are missing and may not or cannot be installed from here. */
export function missingProblem(packages: string[]): Problem {
  const list = packages.join(', ');
  return new Problem(`This machine lacks ${list}, which this start needs.`, [
    `To install them:                  ${installCommand(packages)}`,
    ...(canInstallPackages()
      ? ['To let payday do it:              ./payday up --yes']
      : ['Then:                             ./payday up']),
  ]);
}
