import { formatMoney } from '../money/formatMoney.ts';

/** An amount in minor units. */
export function Money({ amount, currency }: { amount: number; currency: string }) {
  return <span className="number nowrap">{formatMoney(amount, currency)}</span>;
}
