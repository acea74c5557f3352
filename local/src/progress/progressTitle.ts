import type { ComponentStatus } from '../supervisor/snapshot.ts';
import { formatDuration, formatEstimate } from './duration.ts';

/** True while the component waits for others or works. */
export function isUnderWay({ state }: ComponentStatus): boolean {
  return state === 'starting' || state === 'building';
}

/** One line for a component: its title, elapsed time and, where history allows, how long it usually takes. */
export function progressTitle(
  component: ComponentStatus,
  nowMs: number,
): string {
  const { title, state, reason, tookMs, estimateMs, since } = component;
  if (state === 'healthy')
    return tookMs === undefined
      ? title
      : `${title} (${formatDuration(tookMs)})`;
  if (!isUnderWay(component) || reason)
    return reason ? `${title}: ${reason}` : title;
  const elapsed = formatDuration(Math.max(0, nowMs - Date.parse(since)));
  return estimateMs === undefined
    ? `${title} ${elapsed}`
    : `${title} ${elapsed} of ${formatEstimate(estimateMs)}`;
}
