import { formatEstimate } from './formatDuration';
import type { Summary } from './summarize';

/** The whole platform in a few words. @param isSupervised false = nothing that is under way goes on */
export function summaryTitle(summary: Summary, isSupervised: boolean): string {
  const { healthy, total, failed, underWay } = summary;
  if (failed.length > 0) {
    const [{ title }, ...more] = failed;
    return more.length === 0
      ? `${title} failed`
      : `${title} and ${more.length} more failed`;
  }
  if (healthy === total) return 'Everything is healthy';
  if (!isSupervised) return 'Not everything was healthy';
  if (underWay === 'building') return 'The platform is being built';
  if (underWay === 'starting') return 'The platform is starting';
  return 'Not everything is healthy';
}

/** “, about 12 min left”, to go on after a count; empty when nothing goes on, or a person has to act first. */
export function timeLeft(summary: Summary): string {
  const { failed, underWay, remainingMs } = summary;
  if (!underWay || failed.length > 0) return '';
  if (remainingMs === undefined) return ', time left unknown';
  return `, ${formatEstimate(remainingMs)} left`;
}
