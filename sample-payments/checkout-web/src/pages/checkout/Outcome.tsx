import type { ShopperPayment } from '@payments/core/dashboard-contract';
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon, type IconName } from '../components/Icon.tsx';
import { formatMoney } from '../money/formatMoney.ts';
import { bankAddress } from './bankAddress.ts';

/** Where a payment stands that the shopper can do nothing more about here, or only at their bank. */
export function Outcome({ payment }: { payment: ShopperPayment }) {
  const { status } = payment;
  const bank = bankAddress(payment);
  const amount = formatMoney(payment.amount, payment.currency);
  if (status === 'succeeded') {
    return (
      <Shown title="Paid" icon="done" tone="good">
        You paid {amount}. You can close this page.
      </Shown>
    );
  }
  if (status === 'requires_capture') {
    return (
      <Shown title="Approved" icon="done" tone="good">
        {amount} is held for the shop, which takes it later. You can close this page.
      </Shown>
    );
  }
  if (status === 'canceled') {
    return (
      <Shown title="Canceled" icon="info" tone="idle">
        The shop canceled this payment. Nothing is taken.
      </Shown>
    );
  }
  if (status === 'requires_action' && bank) {
    return (
      <Shown title="Your bank asks you to approve" icon="lock" tone="warn">
        Until then nothing is taken. Your bank sends you back here.
        <a className="button primary wide" href={bank}>
          Continue to your bank
        </a>
      </Shown>
    );
  }
  return (
    <Shown title="Waiting for the bank" tone="note">
      The bank has not answered yet. Do not pay again: this page shows the answer as soon as it is known.
    </Shown>
  );
}

interface ShownProps {
  title: string;
  icon?: IconName;
  tone: string;
  children: ReactNode;
}

function Shown({ title, icon, tone, children }: ShownProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus is gone with the form.
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <div className="outcome" role="status">
      <span className={`outcome-sign ${tone}`}>
        {icon ? <Icon name={icon} /> : <span className="spinner" aria-hidden="true" />}
      </span>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <div className="outcome-text">{children}</div>
    </div>
  );
}
