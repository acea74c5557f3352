import type { RestartPolicy } from './component.ts';

/**
 * Wait in milliseconds before the next restart, or `undefined` when the service ended too often.
 * @param endedAtMs times of its earlier unexpected ends, the latest included, in milliseconds
 */
export function restartDelayMs(
  endedAtMs: number[],
  policy: RestartPolicy,
  nowMs: number,
): number | undefined {
  const recent = endedAtMs.filter(time => nowMs - time <= policy.withinMs);
  if (recent.length > policy.maxRestarts) return undefined;
  return Math.min(
    policy.firstDelayMs * 2 ** (recent.length - 1),
    policy.maxDelayMs,
  );
}
