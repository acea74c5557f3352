import {
  canInstallPackages,
  installCommand,
} from '../system/missingPackages.ts';
import type { SuiteContext } from './suite.ts';

/** True when the person agreed to install system packages, and this user and machine can. */
export function mayInstallPackages({
  allowSystemPackages,
}: Pick<SuiteContext, 'allowSystemPackages'>): boolean {
  return allowSystemPackages && canInstallPackages();
}

/** What a person does to get Debian packages that a suite did not install, as a part of a sentence. */
export function howToInstall(
  { allowSystemPackages }: Pick<SuiteContext, 'allowSystemPackages'>,
  names: string[],
): string {
  const again =
    !allowSystemPackages && canInstallPackages()
      ? ', or run this again with --yes'
      : '';
  return `on Debian:  ${installCommand(names)}${again}`;
}

/**
 * Installs Debian packages when `mayInstallPackages`. Never asks, and starts no service of theirs.
 * @returns false when they were not installed; when that was tried, the log says why
 */
export async function installDebianPackages(
  context: Pick<SuiteContext, 'allowSystemPackages' | 'run'>,
  names: string[],
): Promise<boolean> {
  if (!mayInstallPackages(context)) return false;
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
