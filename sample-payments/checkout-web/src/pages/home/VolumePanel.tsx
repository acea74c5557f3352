import type { Overview } from '@payments/core/dashboard-contract';
import { Money } from '../components/Money.tsx';
import { Panel } from '../components/Panel.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { formatMoney } from '../money/formatMoney.ts';
import { barsOf, HEIGHT, WIDTH } from './bars.ts';
import { changeOf } from './change.ts';

type Volume = Overview['volumes'][number];

/** What was taken in one currency, by the hour, next to yesterday. */
export function VolumePanel({ volume }: { volume: Volume }) {
  const { currency, today, yesterday, hours } = volume;
  const change = changeOf(today.amount, yesterday.amount);
  return (
    <Panel
      title={`Volume in ${currency}`}
      aside={
        <ul className="legend small" aria-hidden="true">
          <li className="legend-today">Today</li>
          <li className="legend-yesterday">Yesterday</li>
        </ul>
      }
    >
      <div className="volume-figures">
        <div>
          <div className="big">
            <Money amount={today.amount} currency={currency} />
          </div>
          <p className="quiet small">{countOf(today.count)} today</p>
        </div>
        <p className="volume-before">
          <span className={`badge ${change.tone}`}>{change.text}</span>
          <span className="small quiet">
            <Money amount={yesterday.amount} currency={currency} /> by this time yesterday
          </span>
        </p>
      </div>
      <Bars volume={volume} />
      <details>
        <summary>Hours as a table ({currency})</summary>
        <TableScroll label={`Volume in ${currency} by the hour`}>
          <thead>
            <tr>
              <th scope="col">Hour</th>
              <th scope="col" className="end">
                Today
              </th>
              <th scope="col" className="end">
                Yesterday
              </th>
            </tr>
          </thead>
          <tbody>
            {hours.map(hour => (
              <tr key={hour.hour}>
                <th scope="row">{hourName(hour.hour)}</th>
                <td className="end">
                  {hour.today === undefined ? (
                    <span className="quiet">not yet</span>
                  ) : (
                    <Money amount={hour.today} currency={currency} />
                  )}
                </td>
                <td className="end">
                  <Money amount={hour.yesterday} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </TableScroll>
      </details>
    </Panel>
  );
}

function Bars({ volume: { currency, today, yesterday, hours } }: { volume: Volume }) {
  const summary =
    `Bars by the hour. Today ${formatMoney(today.amount, currency)}; ` +
    `by this time yesterday ${formatMoney(yesterday.amount, currency)}. The table below has all hours.`;
  return (
    <figure className="bars">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
        {[0.25, 0.5, 0.75].map(share => (
          <line key={share} className="bars-line" x1="0" x2={WIDTH} y1={HEIGHT * share} y2={HEIGHT * share} />
        ))}
        {barsOf(hours).map(({ key, day, ...box }) => (
          <rect key={key} className={`bar-${day}`} {...box} rx="1.5" />
        ))}
      </svg>
      <ol className="bars-hours small quiet" aria-hidden="true">
        {[0, 6, 12, 18].map(hour => (
          <li key={hour}>{hourName(hour)}</li>
        ))}
        <li>24:00</li>
      </ol>
    </figure>
  );
}

function hourName(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function countOf(count: number): string {
  return count === 1 ? '1 payment' : `${count} payments`;
}
