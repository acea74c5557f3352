import type { PlatformComponent } from '@payday/plugin-platform-common';

/** How far the components are as a whole. What is made in the background counts only when it failed. */
export type Summary = {
  healthy: number;
  total: number;
  /** Titles of what is still made in the background. */
  background: string[];
  /** Those that need a person. */
  failed: PlatformComponent[];
  /** What goes on by itself; `undefined` when nothing does. */
  underWay?: 'building' | 'starting';
  /** Milliseconds until all is there; `undefined` when that is not known, or when it will not come by itself. */
  remainingMs?: number;
};

/** Counts the components and, where every part that is still missing says how long it takes, the time left. */
export function summarize(components: PlatformComponent[], now: Date): Summary {
  const awaited = components.filter(({ isInBackground }) => !isInBackground);
  const missing = awaited.filter(isMissing);
  return {
    healthy: awaited.length - missing.length,
    total: awaited.length,
    background: components
      .filter(component => component.isInBackground && isMissing(component))
      .filter(({ state }) => state !== 'failed')
      .map(({ title }) => title),
    failed: components.filter(({ state }) => state === 'failed'),
    underWay: underWayOf(missing),
    remainingMs: remaining(missing, now),
  };
}

const isMissing = ({ state }: PlatformComponent) => state !== 'healthy';

function underWayOf(missing: PlatformComponent[]): Summary['underWay'] {
  const states = missing.map(({ state }) => state);
  if (states.includes('building')) return 'building';
  return states.includes('starting') || states.includes('waiting')
    ? 'starting'
    : undefined;
}

/**
 * Tools are built one after the other, so their times add up. The rest starts beside them or within seconds of the
 * last: its longest part counts. A tool without an estimate makes the whole unknown, any other part only when
 * nothing is known of the rest.
 */
function remaining(
  missing: PlatformComponent[],
  now: Date,
): number | undefined {
  const isUnderWay = missing.every(({ state }) =>
    ['waiting', 'starting', 'building', 'degraded'].includes(state),
  );
  if (missing.length === 0 || !isUnderWay) return undefined;
  const tools = missing.filter(({ group }) => group === 'tools');
  const others = missing.filter(({ group }) => group !== 'tools');
  const toolTimes = tools.map(component => remainingOf(component, now));
  const otherTimes = others
    .map(component => remainingOf(component, now))
    .filter(time => time !== undefined);
  if (toolTimes.includes(undefined)) return undefined;
  if (tools.length === 0 && otherTimes.length === 0) return undefined;
  const toolSum = toolTimes.reduce<number>((sum, time) => sum + (time ?? 0), 0);
  return toolSum + Math.max(0, ...otherTimes);
}

/** Milliseconds that a component still takes by its estimate; 0 when it takes longer than usual. */
export function remainingOf(
  { state, estimateMs, since }: PlatformComponent,
  now: Date,
): number | undefined {
  if (estimateMs === undefined) return undefined;
  if (state !== 'building') return estimateMs;
  return Math.max(0, estimateMs - elapsedMs(since, now));
}

/** Milliseconds since a moment in ISO 8601; clocks that disagree give 0. */
export function elapsedMs(since: string, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(since));
}

/** The summary in one sentence that changes with what happened, not with the clock: for people who hear the page. */
export function announce({ healthy, total, failed }: Summary): string {
  const count = `${healthy} of ${total} parts are healthy.`;
  if (failed.length === 0) return count;
  return `${count} ${failed.map(({ title }) => title).join(', ')} failed.`;
}
