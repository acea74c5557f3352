import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const REQUIREMENTS = fileURLToPath(new URL('../requirements.txt', import.meta.url));

/**
 * Schemathesis in a virtual environment in the user's cache, made once for each Python and list of requirements, of
 * which each is pinned with its hashes.
 * @returns the command
 * @throws Error that says what to install, or what to run again
 */
export function installSchemathesis(say: (text: string) => void): string {
  const python = findPython();
  const text = readFileSync(REQUIREMENTS, 'utf8');
  const name = createHash('sha256').update(`${python.version}\0${text}`).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), 'payments-fuzz', name);
  const command = join(folder, 'bin', 'schemathesis');
  const finished = join(folder, 'finished');
  if (existsSync(finished)) return command;
  say('Installing schemathesis into the cache (once).');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
  try {
    execFileSync(python.command, ['-m', 'venv', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync(
      join(folder, 'bin', 'python'),
      [...pip, '--require-hashes', '--only-binary=:all:', '--requirement', REQUIREMENTS],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
  } catch (error) {
    throw new Error('Schemathesis could not be installed. To try again:  npm run fuzz', { cause: error });
  }
  writeFileSync(finished, '');
  return command;
}

/** What can be made again, shared by all clones: `$XDG_CACHE_HOME/payday`, else `~/.cache/payday`. */
function cacheFolder(): string {
  const { PAYDAY_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  if (own) return resolve(own);
  return join(xdg ? resolve(xdg) : join(homedir(), '.cache'), 'payday');
}

function findPython(): { command: string; version: string } {
  for (const command of ['python3', 'python3.13', 'python3.12', 'python3.11']) {
    try {
      const version = execFileSync(command, ['--version'], { encoding: 'utf8', stdio: 'pipe' }).trim();
      const [, minor] = /^Python 3\.(\d+)/.exec(version) ?? [];
      if (Number(minor) >= 11) return { command, version };
    } catch {
      continue;
    }
  }
  throw new Error(
    'Fuzzing needs Python 3.11 or later with its venv module.\nTo install it:  apt-get install -y python3 python3-venv',
  );
}
