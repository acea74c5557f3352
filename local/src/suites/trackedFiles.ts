import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

/** Paths, relative to the root, of the files that belong to the repository: tracked, or new and not ignored. */
export async function trackedFiles({
  root,
}: {
  root: string;
}): Promise<string[]> {
  const { stdout } = await execa(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: root },
  );
  return stdout
    .split('\0')
    .filter(path => path !== '' && existsSync(join(root, path)))
    .filter(path => statSync(join(root, path)).isFile());
}
