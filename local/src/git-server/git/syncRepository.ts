import { open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Long enough for whatever wrote single objects to have been this piece of work. */
const RECENTLY_MS = 3_600_000;

/**
 * Makes the names of what git wrote durable. Git syncs the contents of files, but not the folders they were renamed
 * in, so that a power cut could still take back an acknowledged push.
 * @param refs the refs that moved
 * @param options `looseObjects`: also where git puts single objects, as it does for local commits
 */
export async function syncRepository(
  bareFolder: string,
  refs: string[],
  options: { looseObjects?: boolean } = {},
): Promise<void> {
  const objects = join(bareFolder, 'objects');
  const folders = new Set([bareFolder, objects, join(objects, 'pack')]);
  if (options.looseObjects)
    for (const folder of await recentFanOut(objects)) folders.add(folder);
  for (const ref of refs)
    for (let path = dirname(ref); path !== '.'; path = dirname(path))
      folders.add(join(bareFolder, path));
  await Promise.all([...folders].map(syncFolder));
}

/** Of the up to 256 folders of single objects, those that changed lately: syncing all takes a third of a second. */
async function recentFanOut(objects: string): Promise<string[]> {
  const folders = (await readdir(objects))
    .filter(name => /^[0-9a-f]{2}$/.test(name))
    .map(name => join(objects, name));
  const isRecent = await Promise.all(
    folders.map(async folder => {
      const found = await stat(folder).catch(() => undefined);
      return found && Math.abs(Date.now() - found.mtimeMs) < RECENTLY_MS;
    }),
  );
  return folders.filter((_, index) => isRecent[index]);
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // A branch's folder goes with its last branch, a pack folder comes with the first pack.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
