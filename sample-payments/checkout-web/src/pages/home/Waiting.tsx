import type { Overview } from '@payments/core/dashboard-contract';
import { Link } from 'react-router';
import { Panel } from '../components/Panel.tsx';

interface Item {
  count: number;
  label: string;
  hint: string;
  to: string;
}

/** What waits for somebody, with the way to it. */
export function Waiting({ waiting }: { waiting: Overview['waiting'] }) {
  const items: Item[] = [
    {
      count: waiting.requires_capture,
      label: 'to capture',
      hint: 'Money is held until you take it',
      to: '/payments?status=requires_capture',
    },
    {
      count: waiting.requires_action,
      label: 'wait for the customer',
      hint: 'To be approved at their bank',
      to: '/payments?status=requires_action',
    },
    {
      count: waiting.processing,
      label: 'processing',
      hint: waiting.unknown > 0 ? `${waiting.unknown} without an answer in time; we keep asking` : 'The bank is asked',
      to: '/payments?status=processing',
    },
    {
      count: waiting.dead_deliveries,
      label: 'events not delivered',
      hint: 'Given up; can be sent again',
      to: '/webhooks',
    },
  ].filter(item => item.count > 0);
  return (
    <Panel title="What waits">
      {items.length === 0 ? (
        <p className="quiet">Nothing waits for anybody.</p>
      ) : (
        <ul className="lines">
          {items.map(({ count, label, hint, to }) => (
            <li key={label}>
              <Link to={to}>
                <span className="number">{count}</span> {label}
              </Link>
              <p className="small quiet">{hint}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
