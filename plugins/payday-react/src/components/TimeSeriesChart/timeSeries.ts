/** One measurement. `null` means nothing was measured, which is drawn as a gap, not as zero. */
export type TimeSeriesPoint = { at: Date; value: number | null };

/** A named line of the chart. */
export type TimeSeries = { name: string; points: TimeSeriesPoint[] };

/** All values of one moment, by the name of the series. */
export type TimeSeriesRow = {
  atMs: number;
  values: Record<string, number | null>;
};

/** Joins series by moment, oldest first. A series without a point at a moment has `null` there. */
export function joinByMoment(series: TimeSeries[]): TimeSeriesRow[] {
  const rows = new Map<number, TimeSeriesRow>();
  for (const { name, points } of series) {
    for (const { at, value } of points) {
      const atMs = at.getTime();
      const row = rows.get(atMs) ?? { atMs, values: nothingOf(series) };
      row.values[name] = value;
      rows.set(atMs, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.atMs - b.atMs);
}

function nothingOf(series: TimeSeries[]): Record<string, number | null> {
  return Object.fromEntries(series.map(({ name }) => [name, null]));
}
