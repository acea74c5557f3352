import { joinByMoment } from './timeSeries';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));

describe('joinByMoment', () => {
  it('puts the values of one moment side by side, oldest first', () => {
    const rows = joinByMoment([
      {
        name: 'stable',
        points: [
          { at: at(2), value: 2 },
          { at: at(1), value: 1 },
        ],
      },
      { name: 'canary', points: [{ at: at(2), value: 20 }] },
    ]);
    expect(rows).toEqual([
      { atMs: at(1).getTime(), values: { stable: 1, canary: null } },
      { atMs: at(2).getTime(), values: { stable: 2, canary: 20 } },
    ]);
  });

  it('keeps what was not measured apart from zero', () => {
    const [row] = joinByMoment([
      { name: 'stable', points: [{ at: at(1), value: null }] },
    ]);
    expect(row.values.stable).toBeNull();
  });
});
