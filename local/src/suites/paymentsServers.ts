import { findProgram } from '../system/programs.ts';
import { howToInstall, installDebianPackages } from './debianPackages.ts';
import { ensurePostgresPrograms } from './postgres.ts';
import type { SuiteContext } from './suite.ts';

/** Debian packages of the servers that the payments' tests start, as far as they are not there and could not be installed. */
export async function missingServers(context: SuiteContext): Promise<string[]> {
  const hasPostgres = (await ensurePostgresPrograms(context)) !== undefined;
  const hasRedis =
    findProgram('redis-server') !== undefined ||
    (await installDebianPackages(context, ['redis-server']));
  return [
    ...(hasPostgres ? [] : ['postgresql']),
    ...(hasRedis ? [] : ['redis-server']),
  ];
}

/** Why tests do not run that need packages which are not there. */
export function describeMissing(
  context: SuiteContext,
  packages: string[],
): string {
  return `${packages.join(' and ')} is not there; ${howToInstall(
    context,
    packages,
  )}`;
}
