import type { Payment } from '@payments/core/contract';
import { useState } from 'react';
import { useAnnounce } from '../components/announce.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { TextField } from '../components/Field.tsx';
import { formatMoney, toDecimal } from '../money/formatMoney.ts';
import { parseAmount } from '../money/parseAmount.ts';
import { useChangePayment } from './usePayments.ts';

/** Takes money that is held, or a part of it; the rest is released. */
export function CaptureDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { currency } = payment;
  const [typed, setTyped] = useState(() => toDecimal(payment.amount, currency));
  const [isTried, setIsTried] = useState(false);
  const announce = useAnnounce();
  const capture = useChangePayment('capturePayment', payment.id);
  const { amount, error } = parseAmount(typed, currency, payment.amount);
  const submit = (form: HTMLFormElement) => {
    setIsTried(true);
    if (amount === undefined) return void form.querySelector('input')?.focus();
    capture.mutate(
      { amount },
      {
        onSuccess: ({ status }) => {
          const text = formatMoney(amount, currency);
          announce(status === 'succeeded' ? `Captured ${text}.` : `The capture of ${text} is being processed.`);
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title="Capture payment"
      submitText={amount === undefined ? 'Capture' : `Capture ${formatMoney(amount, currency)}`}
      busyText="Capturing …"
      change={capture}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Amount"
        unit={currency}
        inputMode="decimal"
        autoComplete="off"
        hint={`Up to ${toDecimal(payment.amount, currency)} ${currency}. What is not captured is released.`}
        error={isTried ? error : undefined}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
    </FormDialog>
  );
}
