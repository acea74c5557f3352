import { drive } from './drive.ts';
import { memoryMegabytes } from './processUse.ts';
import type { Options } from './options.ts';
import type { Shop, Stack } from './Stack.ts';
import { drained, watchOutbox } from './watchOutbox.ts';

export interface Drain {
  drains: boolean;
  mostWaiting: number;
  oldestMs: number;
  eventsPerSecond: number;
  deliveriesPerSecond: number;
  workerMegabytes: number;
}

/**
 * Pays at a fixed rate while the settlement worker relays the events, delivers them to an endpoint, charges at the
 * acquirer and books, all on this machine, and watches the outbox.
 */
export async function drainOutbox(
  stack: Stack,
  shop: Shop,
  { perSecond, seconds, clients }: Pick<Options, 'seconds' | 'clients'> & { perSecond: number },
): Promise<Drain> {
  await stack.addEndpoint(shop);
  const api = await stack.startApi(shop, clients);
  const worker = await stack.startWorker(shop);
  const watch = watchOutbox(shop);
  const { apiKey, merchantId, answersFile } = shop;
  await drive({
    url: api.url,
    apiKey: apiKey.text,
    merchantId,
    answersFile,
    seconds,
    model: { kind: 'open', perSecond },
  });
  await watch.stop();
  const rates = await countsOf(shop);
  const workerMegabytes = memoryMegabytes(worker.pid);
  await Promise.all([api.process.stop('SIGTERM'), worker.process.stop('SIGTERM', 30_000)]);
  const eventsPerSecond = rates.events / seconds;
  return {
    drains: drained(watch.samples, eventsPerSecond),
    mostWaiting: Math.max(...watch.samples.map(({ waiting }) => waiting)),
    oldestMs: Math.max(...watch.samples.map(({ oldestMs }) => oldestMs)),
    eventsPerSecond,
    deliveriesPerSecond: rates.deliveries / seconds,
    workerMegabytes,
  };
}

async function countsOf({ sql }: Shop): Promise<{ events: number; deliveries: number }> {
  const [row] = await sql.query<{ events: number; deliveries: number }>(`
    SELECT (SELECT count(*)::integer FROM outbox_events) AS events,
      (SELECT count(*)::integer FROM webhook_deliveries WHERE state = 'delivered') AS deliveries`);
  return row ?? { events: 0, deliveries: 0 };
}
