import { isSqliteBuilt } from '../components/nativeSqlite.ts';
import { findProgram } from './programs.ts';
import { findPython } from './python.ts';

/** Debian's names of what this machine still lacks for a first start; empty when all is there or no longer needed. */
export async function missingSystemPackages(
  root: string,
  cache: string,
): Promise<string[]> {
  const missing = new Set<string>();
  if (!(await findPython())) {
    missing.add('python3');
    missing.add('python3-venv');
  }
  if (!(await isSqliteBuilt(root, cache))) {
    if (!findProgram('python3')) missing.add('python3');
    if (!findProgram('make')) missing.add('make');
    if (!findProgram('g++') && !findProgram('c++')) missing.add('g++');
  }
  return [...missing];
}

/** True when this process may install system packages with apt. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
}

/** The command that installs them, as a person would type it. */
export function installCommand(packages: string[]): string {
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  return `${sudo}apt-get install -y ${packages.join(' ')}`;
}
