import { execFile } from 'node:child_process';
import { cp, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Copies what a fresh clone would hold, with the changes that are not committed yet. Nothing ignored by Git comes along. */
export async function copyClone(root: string, target: string): Promise<void> {
  const { stdout } = await promisify(execFile)(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: root, maxBuffer: 2 ** 26 },
  );
  for (const path of stdout.split('\0').filter(Boolean)) {
    const isThere = await lstat(join(root, path)).then(
      () => true,
      () => false,
    );
    if (isThere) await cp(join(root, path), join(target, path));
  }
}
