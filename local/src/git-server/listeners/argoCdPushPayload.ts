import { NO_OBJECT } from '../git/refUpdate.ts';
import type { ChangedFiles } from './changedFiles.ts';
import type { PushEvent } from './pushEvent.ts';

/** The part of GitHub's push payload that Argo CD reads. */
export interface ArgoCdPushPayload {
  ref: string;
  before: string;
  after: string;
  created: boolean;
  deleted: boolean;
  repository: {
    name: string;
    full_name: string;
    html_url: string;
    clone_url: string;
    default_branch: string;
  };
  commits: ({ id: string; message: string } & ChangedFiles)[];
  pusher: { name: string };
}

/**
 * A push as Argo CD's webhook understands it (`util/webhook/webhook.go` of v3.6.1).
 *
 * Argo CD makes a pattern of the host and the path of `html_url`, after which it allows any port and one `.git`. So the
 * path stands without `.git`: an Application then matches however its `repoURL` ends, and Argo CD also finds its
 * credentials, which it compares with the port but without `.git`.
 *
 * All changes are told as one commit, since Argo CD only gathers the paths. Without any it refreshes every Application
 * of the repository, which is right when `files` is not known.
 * @param repositoryUrl as Applications name it, e.g. `http://git.payday.internal:3000/gitops.git`
 */
export function argoCdPushPayload(
  repositoryUrl: string,
  event: PushEvent,
  files: ChangedFiles | undefined,
): ArgoCdPushPayload {
  const { ref, before, after, repository, person } = event;
  return {
    ref,
    before,
    after,
    created: before === NO_OBJECT,
    deleted: after === NO_OBJECT,
    repository: {
      name: repository,
      full_name: repository,
      html_url: repositoryUrl.replace(/\.git$/, ''),
      clone_url: repositoryUrl,
      default_branch: 'main',
    },
    commits: files
      ? [{ id: after, message: `Push by ${person}`, ...files }]
      : [],
    pusher: { name: person },
  };
}
