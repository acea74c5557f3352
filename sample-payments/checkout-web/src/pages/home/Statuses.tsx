import type { Overview } from '@payments/core/dashboard-contract';
import { Link } from 'react-router';
import { Panel } from '../components/Panel.tsx';
import { STATUS_WORDS } from '../payments/paymentStatus.ts';

/** Payments that were created today, by the status they have now. */
export function Statuses({ overview: { statuses, today } }: { overview: Overview }) {
  return (
    <Panel title="Created today">
      <ul className="lines">
        {statuses.map(({ status, count }) => (
          <li key={status} className="line">
            <span className={`badge ${count === 0 ? 'idle' : STATUS_WORDS[status].tone}`}>
              {STATUS_WORDS[status].label}
            </span>
            {count === 0 ? (
              <span className="number quiet">0</span>
            ) : (
              <Link className="number" to={`/payments?${addressOfDay(status, today.date)}`}>
                {count}
                <span className="hidden"> payments: {STATUS_WORDS[status].label}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function addressOfDay(status: string, date: string): string {
  return new URLSearchParams({ from: date, to: date, status }).toString();
}
