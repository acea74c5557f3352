import type { TimelineEntry } from '@payments/core/dashboard-contract';
import { Moment } from '../components/Moment.tsx';
import { Money } from '../components/Money.tsx';
import { describeEntry } from './describeEntry.ts';

/** What happened to the payment, oldest first. */
export function Timeline({ entries, currency }: { entries: readonly TimelineEntry[]; currency: string }) {
  return (
    <ol className="timeline">
      {entries.map((entry, index) => {
        const { title, by, details } = describeEntry(entry);
        return (
          // Entries are only ever added at the end.
          <li key={index}>
            <div>
              <strong>{title}</strong>
              {entry.amount !== undefined && (
                <>
                  {' · '}
                  <Money amount={entry.amount} currency={currency} />
                </>
              )}
            </div>
            <div className="small quiet">
              <Moment at={entry.at} seconds />
              {by && ` · ${by}`}
            </div>
            {details.length > 0 && <div className="small quiet">{details.join(' · ')}</div>}
          </li>
        );
      })}
    </ol>
  );
}
