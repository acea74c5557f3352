import type { Refund } from '@payments/core/contract';
import { Moment } from '../components/Moment.tsx';
import { Money } from '../components/Money.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import type { Tone } from '../components/tone.ts';
import { inWords } from './paymentStatus.ts';

const TONES: Record<Refund['status'], Tone> = {
  pending: 'note',
  requires_action: 'warn',
  succeeded: 'good',
  failed: 'bad',
  canceled: 'idle',
};

/** Refunds of a payment, oldest first. */
export function RefundsTable({ refunds }: { refunds: readonly Refund[] }) {
  if (refunds.length === 0) return <p className="panel-body quiet">Nothing was refunded.</p>;
  return (
    <TableScroll label="Refunds of this payment">
      <thead>
        <tr>
          <th scope="col" className="end">
            Amount
          </th>
          <th scope="col">Status</th>
          <th scope="col">Reason</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        {refunds.map(refund => (
          <tr key={refund.id}>
            <td className="end">
              <Money amount={refund.amount} currency={refund.currency} />
            </td>
            <td>
              <span className={`badge ${TONES[refund.status]}`}>{inWords(refund.status)}</span>
            </td>
            <td>{refund.reason ? inWords(refund.reason) : <span className="quiet">–</span>}</td>
            <td>
              <Moment at={refund.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </TableScroll>
  );
}
