import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TimeSeriesChart } from './TimeSeriesChart';

// The first drawing loads the libraries of chart and table, which takes a busy machine some seconds.
jest.setTimeout(30_000);

const series = [
  {
    name: 'errors',
    points: [
      { at: new Date('2026-11-23T12:00:00Z'), value: 0.4 },
      { at: new Date('2026-11-23T12:01:00Z'), value: null },
    ],
  },
];
const percent = (value: number) => `${value} %`;

describe('TimeSeriesChart', () => {
  it('gives the same figures as a table, and says what was not measured', async () => {
    render(
      <TimeSeriesChart
        title="Error rate"
        series={series}
        formatValue={percent}
      />,
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show Error rate as a table' }),
    );
    const table = screen.getByRole('grid', { name: 'Error rate' });
    expect(table).toHaveTextContent('0.4 %');
    expect(table).toHaveTextContent('not measured');
  });

  it('goes back from the table to the chart', async () => {
    render(
      <TimeSeriesChart
        title="Error rate"
        series={series}
        formatValue={percent}
      />,
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show Error rate as a table' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show Error rate as a chart' }),
    );
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('says so when nothing was measured at all', () => {
    render(
      <TimeSeriesChart title="Error rate" series={[]} formatValue={percent} />,
    );
    expect(screen.getByText('Nothing was measured')).toBeInTheDocument();
  });
});
