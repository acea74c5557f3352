import type { Payment } from '@payments/core/contract';
import type { ReactNode } from 'react';
import { Callout } from '../components/Callout.tsx';
import { inWords } from './paymentStatus.ts';

/** What a status means for the merchant, where the word alone would mislead. */
export function StatusNote({ payment }: { payment: Payment }) {
  const note = noteOf(payment);
  return note && <Callout tone={note.tone}>{note.text}</Callout>;
}

function noteOf({ status, last_error }: Payment): { tone: 'note' | 'warn' | 'bad'; text: ReactNode } | undefined {
  if (status === 'processing') {
    return {
      tone: 'note',
      text: (
        <>
          <strong>The bank’s answer is not known yet.</strong> This payment has neither succeeded nor failed. We keep
          asking; do not charge the customer again. This page updates by itself.
        </>
      ),
    };
  }
  if (status === 'requires_action') {
    return {
      tone: 'warn',
      text: (
        <>
          <strong>The customer has to approve this at their bank.</strong> Until then no money moves.
        </>
      ),
    };
  }
  if (status === 'requires_capture') {
    return {
      tone: 'warn',
      text: (
        <>
          <strong>The money is held, not taken.</strong> Capture it to be paid, or cancel to release it.
        </>
      ),
    };
  }
  if (status === 'requires_payment_method' && last_error) {
    return {
      tone: 'bad',
      text: (
        <>
          <strong>The last try was declined.</strong>{' '}
          {last_error.decline_code
            ? `The bank says: ${inWords(last_error.decline_code).toLowerCase()}.`
            : last_error.message}{' '}
          The customer can try again.
        </>
      ),
    };
  }
  return undefined;
}
