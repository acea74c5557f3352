import { join } from 'node:path';
import { hashFiles, listFiles } from '../contentHash.ts';
import { repositoryRoot } from '../repositoryRoot.ts';

const OTHERS =
  /\/(commands|identity-provider|suites|session|progress)\/|\.test\.ts$/;

/** Hash of the code that a supervisor runs: one that runs other code is replaced by `payday up`. */
export async function codeHash(): Promise<string> {
  const local = join(repositoryRoot, 'local');
  const sources = await listFiles(
    join(local, 'src'),
    path => path.endsWith('.ts') && !OTHERS.test(path),
  );
  return hashFiles([...sources, join(local, 'package-lock.json')], local);
}
