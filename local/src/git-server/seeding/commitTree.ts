import type { BareRepository } from '../git/BareRepository.ts';
import { authorEnvironment } from './author.ts';

/** Makes a commit; no ref moves. @param author `Name <email>`, also the committer */
export function commitTree(
  repository: BareRepository,
  {
    tree,
    parents,
    message,
    author,
  }: { tree: string; parents: string[]; message: string; author: string },
): Promise<string> {
  const parentArguments = parents.flatMap(parent => ['-p', parent]);
  return repository.read(['commit-tree', tree, ...parentArguments], {
    env: authorEnvironment(author),
    input: `${message.trimEnd()}\n`,
  });
}
