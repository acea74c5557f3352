import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { TimeSeriesRow } from './timeSeries';
import styles from './TimeSeriesChart.module.css';

type TimeSeriesPlotProps = {
  names: string[];
  rows: TimeSeriesRow[];
  formatValue: (value: number) => string;
};

const seriesColors = 4;
const dashes = ['0', '6 3', '2 3', '8 3 2 3'];

const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const moment = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'long',
});

/** The drawing itself. Lines differ in dash as well as in colour. */
export function TimeSeriesPlot(props: TimeSeriesPlotProps) {
  const { names, rows, formatValue } = props;
  return (
    <div className={styles.plot} aria-hidden="true">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={rows} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
          <XAxis
            dataKey="atMs"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            tickFormatter={(atMs: number) => clock.format(atMs)}
            stroke="var(--bui-border-2)"
            tick={{ fill: 'var(--bui-fg-secondary)' }}
          />
          <YAxis
            width={72}
            tickFormatter={formatValue}
            stroke="var(--bui-border-2)"
            tick={{ fill: 'var(--bui-fg-secondary)' }}
          />
          <Tooltip
            labelFormatter={atMs => moment.format(Number(atMs))}
            formatter={value => formatValue(Number(value))}
            contentStyle={{
              background: 'var(--bui-bg-neutral-1)',
              borderColor: 'var(--bui-border-1)',
              color: 'var(--bui-fg-primary)',
            }}
          />
          {names.length > 1 && <Legend />}
          {names.map((name, index) => (
            <Line
              key={name}
              name={name}
              dataKey={(row: TimeSeriesRow) => row.values[name]}
              stroke={`var(--payday-series-${(index % seriesColors) + 1})`}
              strokeDasharray={dashes[index % dashes.length]}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
