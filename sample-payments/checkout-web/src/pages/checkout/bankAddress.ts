import type { ShopperPayment } from '@payments/core/dashboard-contract';

/** Where the shopper approves; only on the web, because this page follows it. */
export function bankAddress({ next_action }: Pick<ShopperPayment, 'next_action'>): string | undefined {
  const address = next_action?.redirect_url;
  return address && /^https?:\/\//i.test(address) ? address : undefined;
}
