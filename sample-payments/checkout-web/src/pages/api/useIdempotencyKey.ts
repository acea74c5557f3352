import { useRef } from 'react';
import { isFinalRefusal } from './problems.ts';

export interface IdempotencyKey {
  /** What to send. */
  current(): string;
  /** Tells how it ended. After a final refusal the next try is a request of its own. */
  ended(error: unknown): void;
}

/** One key for all tries of a dialog or form, so that a repeated try never does the same thing twice. */
export function useIdempotencyKey(): IdempotencyKey {
  const key = useRef<string>(undefined);
  return {
    current: () => (key.current ??= crypto.randomUUID()),
    ended(error) {
      if (isFinalRefusal(error)) key.current = undefined;
    },
  };
}
