import { describe, expect, it } from 'vitest';
import { barsOf, HEIGHT, WIDTH } from './bars.ts';
import { changeOf } from './change.ts';

describe('changeOf', () => {
  it.each([
    [150, 100, '+50 %', 'good'],
    [50, 100, '−50 %', 'bad'],
    [100, 100, 'as yesterday', 'idle'],
    [1001, 1000, 'as yesterday', 'idle'],
    [5, 0, 'none yesterday', 'idle'],
    [0, 0, 'as yesterday', 'idle'],
    [0, 10, '−100 %', 'bad'],
  ])('%d after %d: %s', (today, yesterday, text, tone) =>
    expect(changeOf(today, yesterday)).toStrictEqual({ text, tone }),
  );
});

describe('barsOf', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    hour,
    yesterday: 0 as number,
    today: undefined as number | undefined,
  }));
  const bars = barsOf([{ hour: 0, yesterday: 50, today: 200 }, ...hours.slice(1, 23), { hour: 23, yesterday: 1 }]);

  it('makes the highest as high as the drawing, and the others in proportion', () =>
    expect(bars.map(({ key, height }) => [key, height])).toStrictEqual([
      ['yesterday 0', HEIGHT / 4],
      ['today 0', HEIGHT],
      ['yesterday 23', 1.5],
    ]));

  it('stays within the drawing', () => {
    for (const { x, y, width, height } of bars) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(WIDTH);
      expect(y + height).toBeCloseTo(HEIGHT);
    }
  });

  it('draws nothing when nothing was taken', () => expect(barsOf(hours)).toStrictEqual([]));
});
