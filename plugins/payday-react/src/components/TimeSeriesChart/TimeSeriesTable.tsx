import {
  Cell,
  CellText,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { Age } from '../Age';
import type { TimeSeriesRow } from './timeSeries';
import styles from './TimeSeriesChart.module.css';

type TimeSeriesTableProps = {
  title: string;
  names: string[];
  rows: TimeSeriesRow[];
  formatValue: (value: number) => string;
};

/** The figures of a chart, newest first. What was not measured says so. */
export function TimeSeriesTable(props: TimeSeriesTableProps) {
  const { title, names, rows, formatValue } = props;
  return (
    <div className={styles.table}>
      <TableRoot aria-label={title}>
        <TableHeader>
          <Column isRowHeader>When</Column>
          {names.map(name => (
            <Column key={name}>{name}</Column>
          ))}
        </TableHeader>
        <TableBody>
          {rows.toReversed().map(({ atMs, values }) => (
            <Row key={atMs} id={atMs}>
              <Cell>
                <Age date={new Date(atMs)} />
              </Cell>
              {names.map(name => (
                <CellText
                  key={name}
                  title={
                    values[name] === null
                      ? 'not measured'
                      : formatValue(values[name])
                  }
                />
              ))}
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}
