import type { PaymentDetail } from '@payments/core/dashboard-contract';
import type { ReactNode } from 'react';
import { Moment } from '../components/Moment.tsx';
import { Money } from '../components/Money.tsx';
import { Panel } from '../components/Panel.tsx';
import { StatusBadge } from './StatusBadge.tsx';

/** The payment as a list of facts. */
export function PaymentFacts({ detail: { payment, refundable, settlement } }: { detail: PaymentDetail }) {
  const { currency } = payment;
  const facts: (readonly [string, ReactNode])[] = [
    ['Status', <StatusBadge payment={payment} />],
    ['Amount', <Money amount={payment.amount} currency={currency} />],
    ['Captured', <Money amount={payment.amount_captured} currency={currency} />],
    ['Refunded', <Money amount={payment.amount_refunded} currency={currency} />],
    ['Can be refunded', <Money amount={refundable} currency={currency} />],
    ['Capture', payment.capture_method === 'manual' ? 'By hand' : 'At once'],
    ['Token', payment.payment_method && <code>{payment.payment_method}</code>],
    ['Your reference', payment.merchant_reference],
    ['Created', <Moment at={payment.created_at} />],
    ['Settled', settlement?.date],
    ['Id', <code>{payment.id}</code>],
    ...Object.entries(payment.metadata ?? {}),
  ];
  return (
    <Panel title="Details">
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== undefined && value !== '')
          .map(([name, value]) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
