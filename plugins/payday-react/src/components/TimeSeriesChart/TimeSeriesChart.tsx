import { lazy, Suspense, useMemo, useState } from 'react';
import { Button, Text } from '@backstage/ui';
import { RiLineChartLine, RiTableLine } from '@remixicon/react';
import { EmptyState } from '../EmptyState';
import { LoadingSkeleton } from '../LoadingSkeleton';
import { TimeSeriesTable } from './TimeSeriesTable';
import { joinByMoment, type TimeSeries } from './timeSeries';
import styles from './TimeSeriesChart.module.css';

/** Properties of {@link TimeSeriesChart}. */
export type TimeSeriesChartProps = {
  title: string;
  series: TimeSeries[];
  /** Writes a value with its unit, for the axis, the tooltip and the table: `0.4 %`. */
  formatValue: (value: number) => string;
};

/** The drawing library is only fetched when a chart is on screen. */
const TimeSeriesPlot = lazy(async () => {
  const { TimeSeriesPlot: Plot } = await import('./TimeSeriesPlot');
  return { default: Plot };
});

/** Lines over time. The same figures are one button away as a table, for people who do not see the drawing. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, series, formatValue } = props;
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const rows = useMemo(() => joinByMoment(series), [series]);
  const names = series.map(({ name }) => name);

  return (
    <figure className={styles.root}>
      <figcaption className={styles.caption}>
        <Text as="span" variant="body-medium" weight="bold">
          {title}
        </Text>
        {shown === 'chart' ? (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiTableLine />}
            aria-label={`Show ${title} as a table`}
            onPress={() => setShown('table')}
          >
            Show as table
          </Button>
        ) : (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiLineChartLine />}
            aria-label={`Show ${title} as a chart`}
            onPress={() => setShown('chart')}
          >
            Show as chart
          </Button>
        )}
      </figcaption>
      {rows.length === 0 && (
        <EmptyState
          title="Nothing was measured"
          hint="There is no figure for this time. Choose another time, or look again later."
        />
      )}
      {rows.length > 0 && shown === 'table' && (
        <TimeSeriesTable {...{ title, names, rows, formatValue }} />
      )}
      {rows.length > 0 && shown === 'chart' && (
        <Suspense fallback={<LoadingSkeleton label={`Drawing ${title}`} />}>
          <TimeSeriesPlot {...{ names, rows, formatValue }} />
        </Suspense>
      )}
    </figure>
  );
}
