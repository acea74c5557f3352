import type { Payment } from '@payments/core/contract';
import { Link } from 'react-router';
import { Moment } from '../components/Moment.tsx';
import { Money } from '../components/Money.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { StatusBadge } from './StatusBadge.tsx';

/** Payments, one a row. The amount leads to all about it. */
export function PaymentsTable({ payments }: { payments: readonly Payment[] }) {
  return (
    <TableScroll label="Payments">
      <thead>
        <tr>
          <th scope="col" className="end">
            Amount
          </th>
          <th scope="col">Status</th>
          <th scope="col">Description</th>
          <th scope="col">Created</th>
          <th scope="col">Payment</th>
        </tr>
      </thead>
      <tbody>
        {payments.map(payment => (
          <tr key={payment.id}>
            <td className="end">
              <Link className="amount-link" to={`/payments/${payment.id}`}>
                <Money amount={payment.amount} currency={payment.currency} />
              </Link>
            </td>
            <td>
              <StatusBadge payment={payment} />
            </td>
            <td className="description">
              {payment.description ?? payment.merchant_reference ?? <span className="quiet">–</span>}
            </td>
            <td>
              <Moment at={payment.created_at} />
            </td>
            <td>
              <code className="quiet nowrap" title={payment.id}>
                {shortId(payment.id)}
              </code>
            </td>
          </tr>
        ))}
      </tbody>
    </TableScroll>
  );
}

/** The end of an id tells payments apart; its beginning is a time. */
function shortId(id: string): string {
  return `pay_…${id.slice(-8)}`;
}
