export { TimeSeriesChart, type TimeSeriesChartProps } from './TimeSeriesChart';
export type { TimeSeries, TimeSeriesPoint } from './timeSeries';
