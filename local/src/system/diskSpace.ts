import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a first start writes: packages, caches, builds. */
export const FIRST_START_BYTES = 4 * 1024 ** 3;

/** What building the cluster's tools writes besides: sources of modules and Go's own cache, which `tools prune` frees. */
export const TOOLS_BUILD_BYTES = 24 * 1024 ** 3;

/** What a later start may need for logs and databases. */
export const LATER_START_BYTES = 200 * 1024 ** 2;

/** Free bytes for this user on the disk that holds a path; the nearest folder that exists counts. */
export function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code !== 'ENOENT' ||
      dirname(path) === path
    )
      throw error;
    return freeBytes(dirname(path));
  }
}

/** Bytes as people read them: "3.2 GB". */
export function formatBytes(bytes: number): string {
  return bytes >= 1024 ** 3
    ? `${(bytes / 1024 ** 3).toFixed(1)} GB`
    : `${Math.round(bytes / 1024 ** 2)} MB`;
}
