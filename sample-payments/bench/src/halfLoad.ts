import { drive } from './drive.ts';
import type { Running, Shop } from './Stack.ts';
import { percentile } from './statistics.ts';

export interface HalfLoad {
  p50Ms: number;
  p99Ms: number;
  perSecond: number;
  /** Share of requests that the driver itself sent more than 5 ms late. They count as slow. */
  lateShare: number;
}

/** Latencies with an open model at a fixed rate: from the moment each request was to be sent to its whole answer. */
export async function measureHalfLoad(
  shop: Shop,
  api: Running,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<HalfLoad> {
  const { made, latencies, lateSends } = await drive({
    url: api.url,
    apiKey: shop.apiKey.text,
    merchantId: shop.merchantId,
    answersFile: shop.answersFile,
    seconds,
    model: { kind: 'open', perSecond },
  });
  return {
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    perSecond: made / seconds,
    lateShare: lateSends / made,
  };
}
