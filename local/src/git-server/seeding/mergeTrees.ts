import type { BareRepository } from '../git/BareRepository.ts';

/** What a three-way merge gave: a tree, or the paths where both sides changed the same. */
export type Merge =
  | { kind: 'clean'; tree: string }
  | { kind: 'conflict'; paths: string[] };

/** Merges two commits from where they parted, in the repository alone; no ref moves. */
export async function mergeTrees(
  repository: BareRepository,
  ours: string,
  theirs: string,
): Promise<Merge> {
  const { code, stdout } = await repository.run(
    [
      'merge-tree',
      '--write-tree',
      '--allow-unrelated-histories',
      '--name-only',
      '-z',
      ours,
      theirs,
    ],
    { accept: [0, 1] },
  );
  const [tree, ...rest] = stdout.toString().split('\0');
  if (code === 0) return { kind: 'clean', tree };
  // An empty field ends the paths; messages for people follow.
  return { kind: 'conflict', paths: rest.slice(0, rest.indexOf('')) };
}
