import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs work with an index of its own, since a bare repository has none: give it to git as `GIT_INDEX_FILE`. */
export async function withTemporaryIndex<T>(
  work: (indexFile: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'payday-index-'));
  try {
    return await work(join(folder, 'index'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
