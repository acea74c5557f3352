import type { Overview } from '@payments/core/dashboard-contract';

export type Hour = Overview['volumes'][number]['hours'][number];

export const WIDTH = 720;
export const HEIGHT = 150;

const SLOT = WIDTH / 24;
const BAR = SLOT * 0.36;
const LEAST_VISIBLE = 1.5;

export interface Bar {
  key: string;
  day: 'today' | 'yesterday';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Two bars for each hour, as high as their share of the highest of both days. Nothing taken is no bar. */
export function barsOf(hours: readonly Hour[]): Bar[] {
  const highest = Math.max(1, ...hours.flatMap(({ today = 0, yesterday }) => [today, yesterday]));
  return hours.flatMap(({ hour, today = 0, yesterday }) => {
    const left = hour * SLOT + SLOT * 0.11;
    return [
      bar(hour, 'yesterday', left, yesterday, highest),
      bar(hour, 'today', left + BAR + 2, today, highest),
    ].filter(each => each !== undefined);
  });
}

function bar(hour: number, day: Bar['day'], x: number, amount: number, highest: number): Bar | undefined {
  if (amount === 0) return undefined;
  const height = Math.max(LEAST_VISIBLE, (amount / highest) * HEIGHT);
  return { key: `${day} ${hour}`, day, x, y: HEIGHT - height, width: BAR, height };
}
