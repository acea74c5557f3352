import type { PlatformComponent } from '@payday/plugin-platform-common';
import { formatDuration, formatEstimate } from './formatDuration';
import { elapsedMs } from './summarize';

/**
 * The time that a component takes, in words: while it is built, how long that has lasted; before and after, how long
 * it takes. `undefined` = there is nothing to say but since when it has been so.
 */
export function describeTime(
  component: PlatformComponent,
  now: Date,
): string | undefined {
  const { state, since, estimateMs, tookMs } = component;
  const usually =
    estimateMs === undefined
      ? 'usual time unknown'
      : `usually ${formatEstimate(estimateMs)}`;

  if (state === 'building') {
    const elapsed = elapsedMs(since, now);
    const isLate = estimateMs !== undefined && elapsed > estimateMs;
    return `${formatDuration(elapsed)}, ${usually}${
      isLate ? ': longer than usual' : ''
    }`;
  }
  if (state === 'waiting' || state === 'starting') {
    return estimateMs === undefined ? '' : usually;
  }
  if (state === 'healthy' && tookMs !== undefined) {
    return `took ${formatDuration(tookMs)}`;
  }
  return undefined;
}
