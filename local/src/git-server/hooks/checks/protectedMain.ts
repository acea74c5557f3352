import type { PushCheck } from './pushCheck.ts';

const PROTECTED_REPOSITORIES = ['gitops'];

/** What `main` of the GitOps repository says is what runs, so it takes only commits with a reason and an approval behind them. */
export const protectedMain: PushCheck = async push => {
  const isRefused =
    PROTECTED_REPOSITORIES.includes(push.repository) &&
    !push.mayPushMain &&
    push.updates.some(({ ref }) => ref === 'refs/heads/main');
  if (!isRefused) return [];
  return [
    [
      `main of ${push.repository} takes no push from ${push.person}: only the portal, the pipeline and payday write it.`,
      'To change what runs:    use the portal, which asks for a reason and commits in your name.',
      'To propose a change:    push a branch, e.g. git push origin HEAD:refs/heads/my-change',
    ].join('\n'),
  ];
};
