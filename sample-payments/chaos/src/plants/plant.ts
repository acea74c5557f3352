import type { Invariant } from '@payments/core/checker';
import type { Scene } from '../Scene.ts';

/** A real defect in the running system, made on purpose: the run must be reported by its invariant. */
export interface Plant {
  invariant: Exclude<Invariant, 'audit'>;
  /** What is broken, for people. */
  what: string;
  /** Before the first request. */
  before?(scene: Scene): Promise<void>;
  /** When all is at rest, before keys are asked for again and everything is judged. */
  after?(scene: Scene): Promise<void>;
  /** A day must end for it to show. */
  isSettled?: boolean;
}
