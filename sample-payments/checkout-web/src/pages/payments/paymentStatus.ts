import type { Payment } from '@payments/core/contract';
import type { Tone } from '../components/tone.ts';

interface Word {
  label: string;
  tone: Tone;
}

/** What people call the statuses. */
export const STATUS_WORDS: Readonly<Record<Payment['status'], Word>> = {
  requires_payment_method: { label: 'Not paid yet', tone: 'idle' },
  requires_confirmation: { label: 'Not confirmed', tone: 'idle' },
  requires_action: { label: 'Waits for customer', tone: 'warn' },
  processing: { label: 'Processing', tone: 'note' },
  requires_capture: { label: 'To capture', tone: 'warn' },
  succeeded: { label: 'Succeeded', tone: 'good' },
  canceled: { label: 'Canceled', tone: 'idle' },
};

/** The status of a payment with what matters beside it: a decline, or what was refunded. */
export function wordOf({
  status,
  last_error,
  amount_captured,
  amount_refunded,
}: Pick<Payment, 'status' | 'last_error' | 'amount_captured' | 'amount_refunded'>): Word {
  if (status === 'requires_payment_method' && last_error) return { label: 'Declined', tone: 'bad' };
  if (status !== 'succeeded' || amount_refunded === 0) return STATUS_WORDS[status];
  return amount_refunded >= amount_captured
    ? { label: 'Refunded', tone: 'idle' }
    : { label: 'Partly refunded', tone: 'note' };
}

/** Words that are joined by underscores, as a sentence begins. */
export function inWords(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
