import { NO_OBJECT, type RefUpdate } from '../../git/refUpdate.ts';
import { runGit } from '../../git/runGit.ts';
import type { PushCheck } from './pushCheck.ts';

/** `main` is never deleted or rewritten: a commit that somebody saw there stays there. */
export const mainGoesForward: PushCheck = async ({ repository, updates }) => {
  const update = updates.find(({ ref }) => ref === 'refs/heads/main');
  if (update === undefined) return [];
  if (update.after === NO_OBJECT)
    return [
      `main of ${repository} cannot be deleted by anybody. To undo a change:  git revert <commit>, then push.`,
    ];
  if (await goesForward(update)) return [];
  return [
    [
      `main of ${repository} cannot be rewritten by anybody: this push would drop commits from it.`,
      'To take over what is there:  git pull --rebase, then push again without --force.',
      'To undo a change:            git revert <commit>, then push.',
    ].join('\n'),
  ];
};

async function goesForward({ before, after }: RefUpdate): Promise<boolean> {
  if (before === NO_OBJECT) return true;
  const { code } = await runGit(
    ['merge-base', '--is-ancestor', before, after],
    { env: process.env, accept: [0, 1] },
  );
  return code === 0;
}
