/** A duration for people, from milliseconds: "0.4 s", "12 s", "2 min 05 s". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 9_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(
    2,
    '0',
  )} s`;
}

/** A guess for people, from milliseconds: rounded, so that it does not promise more than it knows. */
export function formatEstimate(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 10) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s`;
  return `about ${Math.round(seconds / 60)} min`;
}
