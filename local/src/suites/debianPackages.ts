import { canInstallPackages } from '../system/missingPackages.ts';
import type { SuiteContext } from './suite.ts';

/**
 * Installs Debian packages when this machine and this user allow it. Never asks, and starts no service of theirs.
 * @returns false when they cannot be installed from here; the log says why
 */
export async function installDebianPackages(
  context: SuiteContext,
  names: string[],
): Promise<boolean> {
  if (!canInstallPackages()) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args: string[]) =>
    context.run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env });
  await apt('update');
  const { exitCode } = await apt(
    'install',
    '-y',
    '--no-install-recommends',
    ...names,
  );
  return exitCode === 0;
}
