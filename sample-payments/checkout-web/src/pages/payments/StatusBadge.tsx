import type { Payment } from '@payments/core/contract';
import { wordOf } from './paymentStatus.ts';

/** The status of a payment as a coloured word. */
export function StatusBadge({ payment }: { payment: Parameters<typeof wordOf>[0] & Partial<Payment> }) {
  const { label, tone } = wordOf(payment);
  return <span className={`badge ${tone}`}>{label}</span>;
}
