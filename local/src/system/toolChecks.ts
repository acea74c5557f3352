import { execFileSync } from 'node:child_process';
import { cacheFolder } from '../cacheFolder.ts';
import type { Instance } from '../instance.ts';
import type { ClusterKind } from '../instanceSettings.ts';
import type { Check } from './check.ts';
import {
  CLUSTER_PROGRAMS,
  installCommand,
  missingSystemPackages,
} from './missingPackages.ts';
import { findProgram } from './programs.ts';
import { findPython } from './python.ts';

/** The programs a start needs; a compiler only until the SQLite addon was built once on this machine. */
export async function checkTools(
  instance: Instance,
  cluster: ClusterKind,
): Promise<Check[]> {
  const missing = await missingSystemPackages(
    instance.root,
    cacheFolder(),
    cluster,
  );
  const python = await findPython();
  const tools = ['git', 'make', 'g++'].map((name): Check => {
    const path = findProgram(name);
    if (path) return { name, result: 'ok', found: path };
    if (missing.includes(name))
      return {
        name,
        result: 'fail',
        found: 'not found',
        fix: installCommand([name]),
      };
    return {
      name,
      result: name === 'git' ? 'warn' : 'ok',
      found: 'not found, not needed now',
      ...(name === 'git' ? { fix: installCommand(['git']) } : {}),
    };
  });
  const pythonCheck: Check = python
    ? {
        name: 'python3 with venv',
        result: 'ok',
        found: `${python.version} (${python.file})`,
      }
    : {
        name: 'python3 with venv',
        result: 'fail',
        found: 'not found',
        fix: installCommand(['python3', 'python3-venv']),
      };
  const clusterPackages = missing.filter(name =>
    Object.values(CLUSTER_PROGRAMS).includes(name),
  );
  const clusterCheck: Check =
    clusterPackages.length === 0
      ? { name: 'cluster packages', result: 'ok', found: 'all needed' }
      : {
          name: 'cluster packages',
          result: 'fail',
          found: `missing: ${clusterPackages.join(', ')}`,
          fix: installCommand(clusterPackages),
        };
  return [...tools.map(withVersion), pythonCheck, clusterCheck];
}

function withVersion(check: Check): Check {
  if (check.name !== 'git' || check.result !== 'ok') return check;
  const text = execFileSync(check.found, ['--version'], {
    encoding: 'utf8',
  }).trim();
  return {
    ...check,
    found: `${text.replace('git version ', '')} (${check.found})`,
  };
}
