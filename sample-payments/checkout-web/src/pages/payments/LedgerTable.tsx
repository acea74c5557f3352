import type { LedgerEntry } from '@payments/core/dashboard-contract';
import { Moment } from '../components/Moment.tsx';
import { Money } from '../components/Money.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { inWords } from './paymentStatus.ts';

/** What was booked for a payment. */
export function LedgerTable({ entries }: { entries: readonly LedgerEntry[] }) {
  if (entries.length === 0) return <p className="panel-body quiet">Nothing was booked: no money has moved.</p>;
  return (
    <TableScroll label="Ledger of this payment">
      <thead>
        <tr>
          <th scope="col">Booked as</th>
          <th scope="col">Debit</th>
          <th scope="col">Credit</th>
          <th scope="col" className="end">
            Amount
          </th>
          <th scope="col">At</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(entry => (
          <tr key={`${entry.journal} ${entry.line}`}>
            <td>{inWords(entry.kind)}</td>
            <td>{inWords(entry.debit)}</td>
            <td>{inWords(entry.credit)}</td>
            <td className="end">
              <Money amount={entry.amount} currency={entry.currency} />
            </td>
            <td>
              <Moment at={entry.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </TableScroll>
  );
}
