import { existsSync } from 'node:fs';
import { SYSTEM_PATH } from '../cluster/namespaces/inside.ts';
import { isSqliteBuilt } from '../components/nativeSqlite.ts';
import { findProgram } from './programs.ts';
import type { ClusterKind } from '../instanceSettings.ts';
import { findPython } from './python.ts';

/** What the embedded cluster runs or calls, with the Debian package that brings it. */
export const CLUSTER_PROGRAMS: Record<string, string> = {
  containerd: 'containerd',
  'containerd-shim-runc-v2': 'containerd',
  runc: 'runc',
  '/usr/lib/cni/ptp': 'containernetworking-plugins',
  iptables: 'iptables',
  nft: 'nftables',
  conntrack: 'conntrack',
  ip: 'iproute2',
  nsenter: 'util-linux',
  mount: 'mount',
  git: 'git',
  buildah: 'buildah',
  'docker-registry': 'docker-registry',
  perl: 'perl-base',
};

/** Debian's names of what this machine still lacks for a first start; empty when all is there or no longer needed. */
export async function missingSystemPackages(
  root: string,
  cache: string,
  cluster: ClusterKind,
): Promise<string[]> {
  const missing = new Set<string>(
    cluster === 'embedded' ? missingClusterPackages() : [],
  );
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

function missingClusterPackages(): string[] {
  return Object.entries(CLUSTER_PROGRAMS)
    .filter(([program]) =>
      program.startsWith('/')
        ? !existsSync(program)
        : !findProgram(program, SYSTEM_PATH),
    )
    .map(([, name]) => name);
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
