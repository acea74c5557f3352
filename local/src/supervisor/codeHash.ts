import { join, relative } from 'node:path';
import { hashFiles, listFiles } from '../contentHash.ts';
import { repositoryRoot } from '../repositoryRoot.ts';

const OTHERS =
  /^src\/(commands|identity-provider|suites|session|progress)\/|\.test\.ts$/;

/**
 * Hash of the code that a supervisor runs: one that runs other code is replaced by `payday up`.
 * @param root absolute path of the clone
 */
export async function codeHash(root: string = repositoryRoot): Promise<string> {
  const local = join(root, 'local');
  const sources = await listFiles(
    join(local, 'src'),
    path => path.endsWith('.ts') && !OTHERS.test(relative(local, path)),
  );
  return hashFiles([...sources, join(local, 'package-lock.json')], local);
}
