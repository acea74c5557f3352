import { Problem } from '../problem.ts';
import { writeState } from '../stateFile.ts';
import {
  hashToken,
  type Access,
  type AccessEntry,
} from './access/accessSchema.ts';

/** The tokens of an instance, in clear. */
export interface GitTokens {
  /** The portal's backend: commits what people decide in it. */
  portal: string;
  /** The delivery pipeline: reads the code, commits new digests. */
  pipeline: string;
  /** The command line itself: seeds, merges, commits digests of the platform. */
  payday: string;
  /** Argo CD's repository server: reads. */
  argocd: string;
  /** People by catalog reference, e.g. `user:default/ana.lima`. */
  people: Record<string, string>;
}

const SHORTEST_TOKEN = 16;

const entry = (
  person: string,
  token: string,
  rights: Pick<AccessEntry, 'repositories'> & Partial<AccessEntry>,
): AccessEntry => {
  if (token.length < SHORTEST_TOKEN)
    throw new Problem(
      `The Git token of ${person} has ${token.length} characters; ${SHORTEST_TOKEN} are the least.`,
      ['To make the secrets anew:  ./payday up'],
    );
  return {
    tokenSha256: hashToken(token),
    person,
    mayPushMain: [],
    ...rights,
  };
};

/**
 * Who may do what: the one place where rights on repositories are decided.
 * @throws Problem for a token that is too short to be secret
 */
export function accessFor(tokens: GitTokens): Access {
  const mayPushMain = ['gitops'];
  return {
    tokens: [
      entry('payday-portal', tokens.portal, {
        repositories: { payments: 'write', gitops: 'write' },
        mayPushMain,
      }),
      entry('payday-pipeline', tokens.pipeline, {
        repositories: { payments: 'read', gitops: 'write' },
        mayPushMain,
      }),
      entry('payday', tokens.payday, {
        repositories: { payments: 'write', gitops: 'write' },
        mayPushMain,
      }),
      entry('argocd', tokens.argocd, {
        repositories: { payments: 'read', gitops: 'read' },
      }),
      ...Object.entries(tokens.people).map(([person, token]) =>
        entry(person, token, {
          repositories: { payments: 'write', gitops: 'write' },
        }),
      ),
    ],
  };
}

/**
 * Replaces the server's access file in one step, readable by its owner only. The server uses it from the next request on.
 * @param path absolute path of the file
 * @throws Problem for a token that is too short to be secret
 */
export function writeAccessFile(path: string, tokens: GitTokens): void {
  writeState(path, accessFor(tokens));
}
