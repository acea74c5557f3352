import { execFileSync } from 'node:child_process';
import { cacheFolder } from '../cacheFolder.ts';
import type { Instance } from '../instance.ts';
import type { Check } from './check.ts';
import { installCommand, missingSystemPackages } from './missingPackages.ts';
import { findProgram } from './programs.ts';
import { findPython } from './python.ts';

/** The programs a start needs; a compiler only until the SQLite addon was built once on this machine. */
export async function checkTools(instance: Instance): Promise<Check[]> {
  const missing = await missingSystemPackages(instance.root, cacheFolder());
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
  return [...tools.map(withVersion), pythonCheck];
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
