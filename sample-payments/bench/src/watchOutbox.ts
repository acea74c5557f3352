import { setTimeout as sleep } from 'node:timers/promises';
import type { Shop } from './Stack.ts';

/** What waits in the outbox at a moment. */
export interface OutboxSample {
  waiting: number;
  /** Age of the oldest event that waits, in ms. */
  oldestMs: number;
}

export interface OutboxWatch {
  samples: OutboxSample[];
  /** Ends the watch. */
  stop(): Promise<void>;
}

const EVERY_MS = 250;

/** Looks at the backlog four times a second. */
export function watchOutbox(shop: Shop): OutboxWatch {
  const samples: OutboxSample[] = [];
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      samples.push(await outboxOf(shop));
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    samples,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

export async function outboxOf({ sql }: Shop): Promise<OutboxSample> {
  const [sample] = await sql.query<OutboxSample>(BACKLOG);
  return sample ?? { waiting: 0, oldestMs: 0 };
}

const BACKLOG = `
  SELECT count(*)::integer AS waiting,
    coalesce(extract(epoch FROM now() - min(created_at)) * 1000, 0)::integer AS "oldestMs"
  FROM outbox_events WHERE state = 'waiting'`;

/** An event that waits longer than this means that the relay does not keep up. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Pure. True when the outbox drained as fast as it filled: no event ever waited for long, and the second half of the
 * watch did not leave more behind than a second's events on top of the first half's.
 */
export function drained(samples: readonly OutboxSample[], eventsPerSecond: number): boolean {
  const half = Math.ceil(samples.length / 2);
  const most = (some: readonly OutboxSample[]) => Math.max(...some.map(({ waiting }) => waiting));
  if (samples.length < 4 || samples.some(({ oldestMs }) => oldestMs > LONGEST_WAIT_MS)) return false;
  return most(samples.slice(half)) <= most(samples.slice(0, half)) + eventsPerSecond;
}
