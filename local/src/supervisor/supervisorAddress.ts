import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { chdir, cwd } from 'node:process';

/** Name of the socket inside the run folder. */
export const SOCKET_NAME = 'supervisor.sock';

/**
 * Calls `use` with the run folder as the current one, so that the socket has a short relative name: a socket's path
 * may have about 100 characters, a clone's path more. `use` must do its work before it returns.
 * @throws Error with code ENOENT when the folder is not there
 */
export function inRunFolder<T>(runFolder: string, use: () => T): T {
  const before = cwd();
  chdir(runFolder);
  try {
    return use();
  } finally {
    chdir(before);
  }
}

/**
 * Name in Linux's abstract socket namespace that only one process can hold and that the kernel frees when it ends,
 * however it ends: the lock that keeps a second supervisor out.
 */
export function lockName(runFolder: string): string {
  const folder = createHash('sha256')
    .update(realpathSync(runFolder))
    .digest('hex')
    .slice(0, 32);
  return `\0payday-${process.getuid?.() ?? 0}-${folder}`;
}
