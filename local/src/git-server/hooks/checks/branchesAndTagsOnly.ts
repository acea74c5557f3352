import type { PushCheck } from './pushCheck.ts';

/** Other names, such as `refs/payday/imported`, are the server's own. */
export const branchesAndTagsOnly: PushCheck = async ({ updates }) =>
  updates
    .filter(({ ref }) => !/^refs\/(heads|tags)\//.test(ref))
    .map(
      ({ ref }) =>
        `${ref} cannot be pushed: this server takes branches (refs/heads/) and tags (refs/tags/).`,
    );
