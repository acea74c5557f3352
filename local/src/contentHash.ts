import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const NEVER = new Set([
  'node_modules',
  'dist',
  'dist-types',
  '.git',
  'coverage',
]);

/** Absolute paths of all files below a folder that `keep` accepts, sorted; empty when the folder is not there. */
export async function listFiles(
  folder: string,
  keep: (path: string) => boolean = () => true,
): Promise<string[]> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  const nested = await Promise.all(
    entries.map(async entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return NEVER.has(entry.name) ? [] : listFiles(path, keep);
      return keep(path) ? [path] : [];
    }),
  );
  return nested.flat().sort();
}

/** The files of a folder that a program is made of: all but tests. */
export const programSources = (folder: string): Promise<string[]> =>
  listFiles(folder, path => !path.endsWith('.test.ts'));

/**
 * One hash over the names (relative to `base`) and contents of files, in hexadecimal. A file that is not there counts
 * as such. `extra` goes in too, for inputs that are no files.
 */
export async function hashFiles(
  paths: string[],
  base: string,
  extra: string[] = [],
): Promise<string> {
  const contents = await Promise.all(
    paths.map(path => readFile(path).catch(() => undefined)),
  );
  const hash = createHash('sha256');
  paths.forEach((path, index) => {
    const content = contents[index];
    hash.update(
      `${relative(base, path)}\0${content ? content.length : 'absent'}\0`,
    );
    if (content) hash.update(content);
  });
  extra.forEach(text => hash.update(`\0${text}`));
  return hash.digest('hex').slice(0, 32);
}
