import { refundReason, type Payment } from '@payments/core/contract';
import { useState } from 'react';
import { useAnnounce } from '../components/announce.tsx';
import { Field, TextField } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { formatMoney, toDecimal } from '../money/formatMoney.ts';
import { parseAmount } from '../money/parseAmount.ts';
import { inWords } from './paymentStatus.ts';
import { useChangePayment } from './usePayments.ts';

export interface RefundDialogProps {
  payment: Payment;
  /** Minor units that are left. */
  refundable: number;
  onClose: () => void;
}

/** Gives money back: all that is left, or a part of it. The button says how much. */
export function RefundDialog({ payment, refundable, onClose }: RefundDialogProps) {
  const { currency } = payment;
  // What was left when it opened: a refund that succeeds lowers it while the dialog is still on its way out.
  const [largest] = useState(refundable);
  const [typed, setTyped] = useState(() => toDecimal(largest, currency));
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const announce = useAnnounce();
  const refund = useChangePayment('refundPayment', payment.id);
  const { amount, error } = parseAmount(typed, currency, largest);

  const submit = (form: HTMLFormElement) => {
    setIsTried(true);
    if (amount === undefined) return void form.querySelector('input')?.focus();
    refund.mutate(
      { amount, reason: refundReason.safeParse(reason).data },
      {
        onSuccess: made => {
          const text = formatMoney(made.amount, made.currency);
          announce(made.status === 'succeeded' ? `Refunded ${text}.` : `The refund of ${text} is on its way.`);
          onClose();
        },
      },
    );
  };

  return (
    <FormDialog
      title="Refund payment"
      submitText={amount === undefined ? 'Refund' : `Refund ${formatMoney(amount, currency)}`}
      busyText="Refunding …"
      change={refund}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">
        {formatMoney(largest, currency)} of {formatMoney(payment.amount_captured, currency)} can be refunded.
      </p>
      <TextField
        label="Amount"
        unit={currency}
        inputMode="decimal"
        autoComplete="off"
        hint={`Up to ${toDecimal(largest, currency)} ${currency}.`}
        error={isTried ? error : undefined}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      <Field label="Reason">
        {control => (
          <select {...control} value={reason} onChange={event => setReason(event.target.value)}>
            <option value="">Not given</option>
            {refundReason.options.map(option => (
              <option key={option} value={option}>
                {inWords(option)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p>
        {amount === undefined
          ? 'Enter an amount that can be refunded.'
          : `${formatMoney(amount, currency)} goes back to the customer. This cannot be undone.`}
      </p>
    </FormDialog>
  );
}
