import { basename } from 'node:path';
import { Problem } from '../problem.ts';
import { BareRepository } from './git/BareRepository.ts';
import { moveRef } from './git/moveRef.ts';
import { NO_OBJECT, type RefUpdate } from './git/refUpdate.ts';
import { PAYDAY_AUTHOR } from './seeding/author.ts';
import { commitTree } from './seeding/commitTree.ts';
import { findImport, isSettled } from './seeding/findImport.ts';
import {
  IMPORTED,
  importBranch,
  MAIN,
  tidyImportBranches,
} from './seeding/importRefs.ts';
import { mergeTrees } from './seeding/mergeTrees.ts';
import { conflictProblem, type SeedResult } from './seeding/seedResult.ts';
import { writeFolderTree } from './seeding/writeFolderTree.ts';

/** A folder of the clone and the repository on the Git server that it feeds. */
export interface Seed {
  /** Absolute path, e.g. `…/git/gitops.git`; made when absent. */
  bareFolder: string;
  /** Absolute path, e.g. `…/gitops-repo`. */
  sourceFolder: string;
  /** `Name <email>`; `payday <payday@payday.internal>` unless given. */
  author?: string;
}

const TRIES = 20;

/**
 * Brings a folder's content into its repository: as the first commit of `main`, or merged into what others committed
 * since. Each import is remembered, so that only what changed in the folder is merged and commits of others survive.
 * May be interrupted at any moment and called again, also while people push.
 * @throws Problem when the folder has no files, or people push faster than it can merge
 */
export async function seedRepository(seed: Seed): Promise<SeedResult> {
  const repository = new BareRepository(seed.bareFolder);
  if (!repository.exists()) await repository.create();
  const tree = await writeFolderTree(repository, seed.sourceFolder);
  for (let count = 0; count < TRIES; count += 1) {
    const result = await tryToSeed(repository, tree, seed);
    if (result === 'overtaken') continue;
    await tidyImportBranches(repository);
    return result;
  }
  throw new Problem(
    `main of ${seed.bareFolder} moves faster than ${seed.sourceFolder} can be merged into it.`,
    ['To try again:  ./payday up'],
  );
}

/** True when the last import had the very content the folder has now, and is not in conflict. Changes nothing that shows. */
export async function isSeeded(seed: Seed): Promise<boolean> {
  const repository = new BareRepository(seed.bareFolder);
  if (!repository.exists()) return false;
  const [imported, main] = await Promise.all([
    repository.resolve(IMPORTED),
    repository.resolve(MAIN),
  ]);
  if (imported === undefined || main === undefined) return false;
  const tree = await writeFolderTree(repository, seed.sourceFolder);
  return (
    (await repository.treeOf(imported)) === tree &&
    (await isSettled(repository, tree, imported, main))
  );
}

async function tryToSeed(
  repository: BareRepository,
  tree: string,
  { bareFolder, sourceFolder, author = PAYDAY_AUTHOR }: Seed,
): Promise<SeedResult | 'overtaken'> {
  const name = basename(sourceFolder);
  const main = await repository.resolve(MAIN);
  const imported = await repository.resolve(IMPORTED);
  const known = await findImport(repository, tree, { main, imported });
  const commit =
    known ??
    (await commitTree(repository, {
      tree,
      parents: imported ? [imported] : [],
      message: `Import ${name}\n\nPayday-Action: import`,
      author,
    }));
  const remember = () =>
    setRef(repository, { ref: IMPORTED, before: imported, after: commit });

  if (main === undefined) {
    const update = { ref: MAIN, before: NO_OBJECT, after: commit };
    if (!(await moveRef(repository, update, `import ${name}`)))
      return 'overtaken';
    return (await remember())
      ? { kind: 'created', updates: [update] }
      : 'overtaken';
  }
  if (known && (await isSettled(repository, tree, known, main))) {
    return (await remember())
      ? { kind: 'unchanged', updates: [] }
      : 'overtaken';
  }
  const merged = await mergeInto(repository, main, commit, name, author);
  if (merged.kind === 'clean') {
    const update = { ref: MAIN, before: main, after: merged.commit };
    if (!(await moveRef(repository, update, `import ${name}`)))
      return 'overtaken';
    return (await remember())
      ? { kind: 'updated', updates: [update] }
      : 'overtaken';
  }
  const ref = importBranch(tree);
  const update = { ref, before: NO_OBJECT, after: commit };
  // An existing one may hold somebody's half-finished merge, so it is left alone.
  const isNew = (await repository.resolve(ref)) === undefined;
  if (isNew && !(await moveRef(repository, update, `import ${name}`)))
    return 'overtaken';
  if (!(await remember())) return 'overtaken';
  const branch = ref.replace('refs/heads/', '');
  return {
    kind: 'conflict',
    updates: isNew ? [update] : [],
    branch,
    paths: merged.paths,
    problem: conflictProblem(bareFolder, sourceFolder, branch, merged.paths),
  };
}

async function mergeInto(
  repository: BareRepository,
  main: string,
  commit: string,
  name: string,
  author: string,
): Promise<
  { kind: 'clean'; commit: string } | { kind: 'conflict'; paths: string[] }
> {
  if (await repository.isAncestor(main, commit))
    return { kind: 'clean', commit };
  const merge = await mergeTrees(repository, main, commit);
  if (merge.kind === 'conflict') return merge;
  const merged = await commitTree(repository, {
    tree: merge.tree,
    parents: [main, commit],
    message: `Merge the folder ${name}\n\nPayday-Action: import`,
    author,
  });
  return { kind: 'clean', commit: merged };
}

async function setRef(
  repository: BareRepository,
  { ref, before, after }: Omit<RefUpdate, 'before'> & { before?: string },
): Promise<boolean> {
  if (before === after) return true;
  const update = { ref, before: before ?? NO_OBJECT, after };
  return moveRef(repository, update, 'import');
}
