import { setTimeout as delay } from 'node:timers/promises';
import type { BareRepository } from './BareRepository.ts';
import { NO_OBJECT, type RefUpdate } from './refUpdate.ts';
import { GitFailed } from './runGit.ts';
import { removeStaleLocks, STALE_LOCK_MS } from './staleLocks.ts';
import { syncRepository } from './syncRepository.ts';

const BETWEEN_TRIES_MS = 100;

/**
 * Moves a ref only when it still is where the caller saw it, and makes that durable.
 * @param reason one line for the ref's log
 * @returns false when somebody else moved it meanwhile
 */
export async function moveRef(
  repository: BareRepository,
  { ref, before, after }: RefUpdate,
  reason: string,
): Promise<boolean> {
  const args =
    after === NO_OBJECT
      ? ['update-ref', '-m', reason, '-d', ref, before]
      : ['update-ref', '-m', reason, ref, after, before];
  // First what it points to, then the ref: after a crash it never names what is not there.
  await syncRepository(repository.folder, [], { looseObjects: true });
  const giveUpAt = Date.now() + 2 * STALE_LOCK_MS;
  for (;;) {
    try {
      await repository.run(args);
      await syncRepository(repository.folder, [ref]);
      return true;
    } catch (error) {
      if (!(error instanceof GitFailed)) throw error;
      if (hasMoved(error)) return false;
      // Held by a push for an instant, or left by a process that was killed.
      if (!isLocked(error) || Date.now() > giveUpAt) throw error;
      await removeStaleLocks(repository.folder, STALE_LOCK_MS);
      await delay(BETWEEN_TRIES_MS);
    }
  }
}

const hasMoved = ({ stderr }: GitFailed) =>
  /is at [0-9a-f]+ but expected|reference already exists|unable to resolve reference/.test(
    stderr,
  );

const isLocked = ({ stderr }: GitFailed) => /\.lock': File exists/.test(stderr);
