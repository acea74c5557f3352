import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder for everything that can be made again from pinned inputs (Node, the TechDocs venv, built frontends),
 * shared by all clones on a machine: `$PAYDAY_CACHE`, else `$XDG_CACHE_HOME/payday`, else `~/.cache/payday`.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.PAYDAY_CACHE) return resolve(env.PAYDAY_CACHE);
  if (env.XDG_CACHE_HOME) return join(resolve(env.XDG_CACHE_HOME), 'payday');
  return join(env.HOME ?? homedir(), '.cache', 'payday');
}
