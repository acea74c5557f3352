/** How long something has lasted, from milliseconds: “12 s”, “2 min 05 s”, “1 h 04 min”. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1_000));
  if (seconds === 0) return 'under 1 s';
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** A guess, from milliseconds, rounded so that it promises no more than it knows: “about 25 s”, “about 8 min”. */
export function formatEstimate(durationMs: number): string {
  const seconds = Math.max(0, durationMs / 1_000);
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s`;
  return `about ${Math.round(seconds / 60)} min`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
