import { branchesAndTagsOnly } from './branchesAndTagsOnly.ts';
import { mainGoesForward } from './mainGoesForward.ts';
import { protectedMain } from './protectedMain.ts';
import type { PushCheck } from './pushCheck.ts';

/** Every check a push has to pass. Adding one is adding a file and its line here. */
export const pushChecks: PushCheck[] = [
  branchesAndTagsOnly,
  protectedMain,
  mainGoesForward,
];
