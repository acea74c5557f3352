import type { BareRepository } from '../git/BareRepository.ts';
import { folderFiles } from './folderFiles.ts';
import { withTemporaryIndex } from './withTemporaryIndex.ts';

/**
 * Puts the content of a folder into a repository, without a commit: executable bits and symbolic links included.
 * @returns the id of the tree; the same content always has the same one
 * @throws Problem when the folder has no files
 */
export async function writeFolderTree(
  repository: BareRepository,
  folder: string,
): Promise<string> {
  const files = await folderFiles(repository, folder);
  const list = Buffer.concat(files.flatMap(path => [path, Buffer.from([0])]));
  return withTemporaryIndex(async indexFile => {
    const env = { GIT_INDEX_FILE: indexFile, GIT_WORK_TREE: folder };
    await repository.run(
      ['update-index', '--add', '--remove', '-z', '--stdin'],
      { cwd: folder, env, input: list },
    );
    return repository.read(['write-tree'], { cwd: folder, env });
  });
}
