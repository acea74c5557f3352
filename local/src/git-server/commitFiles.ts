import { Problem } from '../problem.ts';
import { BareRepository } from './git/BareRepository.ts';
import { moveRef } from './git/moveRef.ts';
import type { RefUpdate } from './git/refUpdate.ts';
import { PAYDAY_AUTHOR } from './seeding/author.ts';
import { commitTree } from './seeding/commitTree.ts';
import { withTemporaryIndex } from './seeding/withTemporaryIndex.ts';

/** Files to put on a branch in one commit. */
export interface FileCommit {
  /** Absolute path, e.g. `…/git/gitops.git`. */
  bareFolder: string;
  /** Without `refs/heads/`; it must exist. */
  branch: string;
  /** New content by path with `/`; `null` deletes the file. Others stay as they are, and so do executable bits. */
  files: ReadonlyMap<string, string | Uint8Array | null>;
  message: string;
  /** `Name <email>`; `payday <payday@payday.internal>` unless given. */
  author?: string;
}

/** What came of it. `update` is the ref that moved: announce it. */
export type FileCommitResult =
  | { kind: 'committed'; update: RefUpdate }
  | { kind: 'unchanged'; commit: string };

const TRIES = 20;

/**
 * Commits files on top of whatever the branch holds at that moment, without a clone. Makes no commit when they are the
 * same already. Made for what the machine finds out, such as digests of images it built.
 * @throws Problem when the branch does not exist or people push faster than it can commit; Error for a path that leads out
 */
export async function commitFiles({
  bareFolder,
  branch,
  files,
  message,
  author = PAYDAY_AUTHOR,
}: FileCommit): Promise<FileCommitResult> {
  const repository = new BareRepository(bareFolder);
  const ref = `refs/heads/${branch}`;
  [...files.keys()].forEach(requireInside);
  for (let count = 0; count < TRIES; count += 1) {
    const before = await repository.resolve(ref);
    if (before === undefined)
      throw new Problem(`${bareFolder} has no branch ${branch}.`, [
        'To make it from the folder of this clone:  ./payday up',
      ]);
    const tree = await changedTree(repository, before, files);
    if (tree === (await repository.treeOf(before)))
      return { kind: 'unchanged', commit: before };
    const parents = [before];
    const after = await commitTree(repository, {
      tree,
      parents,
      message,
      author,
    });
    const update = { ref, before, after };
    if (await moveRef(repository, update, message.split('\n')[0]))
      return { kind: 'committed', update };
  }
  throw new Problem(
    `${branch} of ${bareFolder} moves faster than files can be committed to it.`,
    ['To try again:  ./payday up'],
  );
}

async function changedTree(
  repository: BareRepository,
  commit: string,
  files: FileCommit['files'],
): Promise<string> {
  return withTemporaryIndex(async indexFile => {
    const env = { GIT_INDEX_FILE: indexFile };
    await repository.run(['read-tree', commit], { env });
    const lines: string[] = [];
    for (const [path, content] of files)
      lines.push(
        content === null
          ? `0 ${'0'.repeat(40)}\t${path}`
          : await entryLine(repository, commit, path, content),
      );
    await repository.run(['update-index', '-z', '--index-info'], {
      env,
      input: lines.map(line => `${line}\0`).join(''),
    });
    return repository.read(['write-tree'], { env });
  });
}

async function entryLine(
  repository: BareRepository,
  commit: string,
  path: string,
  content: string | Uint8Array,
): Promise<string> {
  const [blob, existing] = await Promise.all([
    repository.read(['hash-object', '-w', '--stdin'], { input: content }),
    repository.read(['--literal-pathspecs', 'ls-tree', commit, '--', path]),
  ]);
  const mode = existing.startsWith('100755 ') ? '100755' : '100644';
  return `${mode} ${blob}\t${path}`;
}

function requireInside(path: string): void {
  const isInside = path
    .split('/')
    .every(part => !['', '.', '..', '.git'].includes(part.toLowerCase()));
  if (!isInside || path.includes('\0'))
    throw new Error(`"${path}" is no path inside a repository`);
}
