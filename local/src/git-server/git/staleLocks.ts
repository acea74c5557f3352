import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Git holds the lock of a ref for milliseconds; one this old was left by a process that was killed. */
export const STALE_LOCK_MS = 10_000;

/**
 * Removes lock files that nobody can still hold, without which a crash would refuse every later push.
 * @returns the paths that were removed
 */
export async function removeStaleLocks(
  bareFolder: string,
  olderThanMs: number,
  now: number = Date.now(),
): Promise<string[]> {
  const removed: string[] = [];
  for (const path of await lockFiles(bareFolder)) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || now - found.mtimeMs < olderThanMs) continue;
    await rm(path, { force: true });
    removed.push(path);
  }
  return removed;
}

async function lockFiles(bareFolder: string): Promise<string[]> {
  const folders: [string, boolean][] = [
    [bareFolder, false],
    [join(bareFolder, 'refs'), true],
    [join(bareFolder, 'objects', 'info'), true],
  ];
  const found = await Promise.all(
    folders.map(async ([folder, recursive]) => {
      const names = await readdir(folder, { recursive }).catch(() => []);
      return names
        .filter(name => name.endsWith('.lock'))
        .map(name => join(folder, name));
    }),
  );
  return found.flat();
}
