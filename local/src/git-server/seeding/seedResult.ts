import { Problem } from '../../problem.ts';
import type { RefUpdate } from '../git/refUpdate.ts';

/** What became of a folder's content. `updates` are the refs that moved: announce them. */
export type SeedResult =
  | { kind: 'created' | 'updated'; updates: RefUpdate[] }
  | { kind: 'unchanged'; updates: [] }
  | {
      kind: 'conflict';
      updates: RefUpdate[];
      /** Without `refs/heads/`. */
      branch: string;
      paths: string[];
      /** For the person: what conflicts, and how to solve it. `main` was left alone, so this need not stop anything. */
      problem: Problem;
    };

/** Says what conflicts and how it is solved by the one who owns this clone. */
export function conflictProblem(
  bareFolder: string,
  sourceFolder: string,
  branch: string,
  paths: string[],
): Problem {
  return new Problem(
    `The folder ${sourceFolder} and main of ${bareFolder} changed the same places: ${paths.join(
      ', ',
    )}. main stays as it is; the folder's content is kept as branch ${branch}.`,
    [
      'To merge them by hand:',
      `  git clone '${bareFolder}' merge && cd merge`,
      `  git merge origin/${branch}      (solve the conflicts, then git commit)`,
      '  git push origin main && cd .. && rm -r merge',
      'To keep main and drop the change:  undo it in the folder, then',
      `  git --git-dir='${bareFolder}' branch -D ${branch}`,
      'Then:  ./payday up',
    ],
  );
}
