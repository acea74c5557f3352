import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../../problem.ts';
import { BareRepository } from '../git/BareRepository.ts';
import { configurationEnvironment } from '../git/gitEnvironment.ts';
import { runGit } from '../git/runGit.ts';
import { withTemporaryIndex } from './withTemporaryIndex.ts';

/**
 * The files of a folder that git would keep: tracked ones and new ones, but none that is ignored. Where the folder is
 * no part of a checkout, the `.gitignore` files in it and in the folder above decide.
 * @param repository any repository; only lent to git where there is no checkout
 * @returns paths relative to the folder, as bytes, since a name need not be UTF-8
 * @throws Problem when there is no file, which would delete everything that was imported before
 */
export async function folderFiles(
  repository: BareRepository,
  folder: string,
): Promise<Buffer[]> {
  const files = await onlyFiles(folder, await listed(repository, folder));
  if (files.length > 0) return files;
  throw new Problem(`${folder} has no files, so nothing is imported from it.`, [
    'To get back what this clone had:  git checkout -- .',
  ]);
}

const LIST = ['ls-files', '-z', '--others', '--exclude-standard'];

async function listed(
  repository: BareRepository,
  folder: string,
): Promise<Buffer> {
  const tracked = await runGit([...LIST, '--cached', '--deduplicate'], {
    cwd: folder,
    env: personsEnvironment(),
    accept: [0, 128],
  });
  if (tracked.stdout.length > 0) return tracked.stdout;
  return withTemporaryIndex(async indexFile => {
    const { stdout } = await repository.run(LIST, {
      cwd: folder,
      env: { GIT_INDEX_FILE: indexFile, GIT_WORK_TREE: dirname(folder) },
    });
    return stdout;
  });
}

/** The person's own git settings, for their ignore file, but not the repository a surrounding git is busy with. */
function personsEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(inherited),
    ...configurationEnvironment([['safe.directory', '*']]),
  };
}

/** Leaves out what was deleted, and folders that are repositories of their own. */
async function onlyFiles(folder: string, list: Buffer): Promise<Buffer[]> {
  const paths: Buffer[] = [];
  for (let start = 0, end; start < list.length; start = end + 1) {
    end = list.indexOf(0, start);
    paths.push(list.subarray(start, end));
  }
  const isFile = await Promise.all(
    paths.map(async path => {
      const found = await lstat(
        Buffer.concat([Buffer.from(`${folder}/`), path]),
      ).catch(() => undefined);
      return found?.isFile() || found?.isSymbolicLink();
    }),
  );
  return paths.filter((_, index) => isFile[index]);
}
