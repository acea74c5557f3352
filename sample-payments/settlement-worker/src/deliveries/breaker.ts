/** Failures in a row after which an endpoint is paused. */
export const BREAKER_THRESHOLD = 5;

/**
 * Pauses after the 5th, 6th … failure in a row; the last one repeats. After each, one delivery goes out as a probe: a
 * receipt closes the breaker, a failure begins the next pause.
 */
export const BREAKER_PAUSES_MS: readonly number[] = [30_000, 60_000, 120_000, 300_000, 900_000];

/** How long an endpoint is paused, or 0 while the breaker stays closed. */
export function breakerPauseMs(consecutiveFailures: number): number {
  if (consecutiveFailures < BREAKER_THRESHOLD) return 0;
  const index = Math.min(consecutiveFailures - BREAKER_THRESHOLD, BREAKER_PAUSES_MS.length - 1);
  return BREAKER_PAUSES_MS[index] ?? 0;
}
