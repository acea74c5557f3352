import type { BareRepository } from '../git/BareRepository.ts';
import { NO_OBJECT, type RefUpdate } from '../git/refUpdate.ts';

/** Paths that differ between two commits. A renamed file was removed and added. */
export interface ChangedFiles {
  added: string[];
  modified: string[];
  removed: string[];
}

const MOST_FILES = 3_000;

/**
 * What an update changed.
 * @returns `undefined` when there is no telling: the ref is new or gone, or more than 3,000 files differ
 */
export async function changedFiles(
  repository: BareRepository,
  { before, after }: RefUpdate,
): Promise<ChangedFiles | undefined> {
  if (before === NO_OBJECT || after === NO_OBJECT) return undefined;
  const output = await repository.read([
    'diff-tree',
    '-r',
    '-z',
    '--no-renames',
    '--name-status',
    before,
    after,
  ]);
  return parseNameStatus(output);
}

/** Reads `git diff-tree -z --name-status`: letter and path in turn, each ended by a zero byte. */
export function parseNameStatus(output: string): ChangedFiles | undefined {
  const fields = output.split('\0').slice(0, -1);
  if (fields.length / 2 > MOST_FILES) return undefined;
  const files: ChangedFiles = { added: [], modified: [], removed: [] };
  for (let index = 0; index < fields.length; index += 2) {
    const kind =
      { A: 'added' as const, D: 'removed' as const }[fields[index]] ??
      'modified';
    files[kind].push(fields[index + 1]);
  }
  return files;
}
