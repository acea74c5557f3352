import type { RefUpdate } from '../git/refUpdate.ts';

/** One ref that moved, by whom. This is also the body that listeners of kind `event` get. */
export interface PushEvent extends RefUpdate {
  /** Without `.git`. */
  repository: string;
  /** Whose token it was. */
  person: string;
  /** What the person gave with `git push -o`. */
  pushOptions: string[];
}
