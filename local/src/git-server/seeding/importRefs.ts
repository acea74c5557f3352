import type { BareRepository } from '../git/BareRepository.ts';
import { moveRef } from '../git/moveRef.ts';
import { NO_OBJECT } from '../git/refUpdate.ts';

/** The branch that says what holds. */
export const MAIN = 'refs/heads/main';

/** The last import of the folder; its parents are the earlier ones. Clients do not see it. */
export const IMPORTED = 'refs/payday/imported';

const IMPORT_BRANCHES = 'refs/heads/payday/import-';

/** Where an import is kept that conflicts with `main`: named by content, so that trying again finds it. */
export const importBranch = (tree: string) =>
  `${IMPORT_BRANCHES}${tree.slice(0, 12)}`;

/** Deletes the branches of conflicting imports that have since found their way into `main`. */
export async function tidyImportBranches(
  repository: BareRepository,
): Promise<void> {
  const listed = await repository.read([
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    `--merged=${MAIN}`,
    `${IMPORT_BRANCHES}*`,
  ]);
  for (const line of listed.split('\n').filter(Boolean)) {
    const [ref, before] = line.split(' ');
    await moveRef(
      repository,
      { ref, before, after: NO_OBJECT },
      'merged into main',
    );
  }
}
