const steps = [
  { unit: 'second', seconds: 1, upTo: 60 },
  { unit: 'minute', seconds: 60, upTo: 3_600 },
  { unit: 'hour', seconds: 3_600, upTo: 86_400 },
  { unit: 'day', seconds: 86_400, upTo: 30 * 86_400 },
  { unit: 'month', seconds: 30 * 86_400, upTo: 365 * 86_400 },
  { unit: 'year', seconds: 365 * 86_400, upTo: Infinity },
] as const;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/**
 * How long ago, or how far ahead, in one unit: “3 minutes ago”, “in 2 hours”.
 * Rounded towards now, so that 119 seconds are 1 minute; less than 5 seconds are “just now”.
 */
export function formatAge(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1_000;
  const distance = Math.abs(seconds);
  if (distance < 5) return 'just now';
  const step = steps.find(({ upTo }) => distance < upTo) ?? steps[0];
  return words.format(Math.trunc(seconds / step.seconds), step.unit);
}
