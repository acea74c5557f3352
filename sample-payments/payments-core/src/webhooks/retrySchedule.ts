const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Pauses after the 1st, 2nd … failed attempt. Together 71 h 36 min, so the last attempt still falls within the three
 * days the contract promises.
 */
export const RETRY_PAUSES_MS: readonly number[] = [
  5 * SECOND,
  1 * MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  8 * HOUR,
  12 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Attempts in all before a delivery is dead. */
export const MAXIMUM_ATTEMPTS = RETRY_PAUSES_MS.length + 1;

/** Up to this share of a pause is cut off at random, so that what failed together does not come back together. */
const JITTER = 0.1;

/**
 * When to try again, or `dead` after the last attempt. Jitter only shortens, which keeps the promise of three days.
 * @param attempts failed attempts so far, at least 1
 * @param random in [0, 1)
 */
export function nextAttemptAt(attempts: number, now: Date, random: number): Date | 'dead' {
  const pause = RETRY_PAUSES_MS[attempts - 1];
  return pause === undefined ? 'dead' : new Date(now.getTime() + Math.round(pause * (1 - JITTER * random)));
}
