import type { RefUpdate } from '../../git/refUpdate.ts';

/** A push that waits for its checks. Its objects are there already, but nobody else sees them. */
export interface Push {
  /** Without `.git`. */
  repository: string;
  /** Whose token it came with. */
  person: string;
  /** True when the token may push `main` of a protected repository. */
  mayPushMain: boolean;
  updates: RefUpdate[];
  pushOptions: string[];
}

/**
 * Looks at a push before any ref moves. Git commands it runs must inherit the environment, which holds where the new
 * objects are. It runs on each push, so it has to be quick.
 * @returns why the push is refused, each with what to do instead; empty when there is nothing against it
 */
export type PushCheck = (push: Push) => Promise<string[]>;
