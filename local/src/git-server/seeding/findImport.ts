import type { BareRepository } from '../git/BareRepository.ts';
import { importBranch } from './importRefs.ts';

/** Where a repository stands: the commits of `main` and of the last import, when there are any. */
export interface Standing {
  main?: string;
  imported?: string;
}

/**
 * The commit that imports this very tree, when there is one: the last import; one whose run ended before it was
 * remembered as such; or somebody's own commit with the same content.
 */
export async function findImport(
  repository: BareRepository,
  tree: string,
  { main, imported }: Standing,
): Promise<string | undefined> {
  if (imported && (await repository.treeOf(imported)) === tree) return imported;
  const candidates = [importBranch(tree), ...(main ? [main, `${main}^2`] : [])];
  for (const candidate of candidates) {
    const commit = await repository.resolve(candidate);
    if (commit === undefined || (await repository.treeOf(commit)) !== tree)
      continue;
    const continues = (await repository.resolve(`${commit}^1`)) === imported;
    if (continues || (commit === main && !imported)) return commit;
  }
  return undefined;
}

/** True when an import is part of `main`, or somebody decided against it by deleting its branch. */
export async function isSettled(
  repository: BareRepository,
  tree: string,
  commit: string,
  main: string,
): Promise<boolean> {
  return (
    (await repository.isAncestor(commit, main)) ||
    (await repository.resolve(importBranch(tree))) === undefined
  );
}
