import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A Python that can make virtual environments. */
export interface Python {
  file: string;
  version: string;
}

const PROBE =
  'import sys, venv, ensurepip; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3]); sys.exit(0 if sys.version_info >= (3, 11) else 1)';
let found: Promise<Python | undefined> | undefined;

/** The first Python from 3.11 on (local/techdocs/requirements.txt needs it), on PATH or in /usr/bin, that has venv and pip; `undefined` when there is none. */
export function findPython(): Promise<Python | undefined> {
  found ??= probeAll([
    'python3',
    '/usr/bin/python3',
    'python3.13',
    'python3.12',
    'python3.11',
  ]).then(python => {
    // A miss is not remembered: system packages may be installed meanwhile.
    if (!python) found = undefined;
    return python;
  });
  return found;
}

async function probeAll(candidates: string[]): Promise<Python | undefined> {
  for (const file of candidates) {
    try {
      const { stdout } = await promisify(execFile)(file, ['-c', PROBE], {
        timeout: 20_000,
      });
      const [executable, version] = stdout.trim().split('\n');
      return { file: executable, version };
    } catch {
      continue;
    }
  }
  return undefined;
}
