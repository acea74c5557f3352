import { MAXIMUM_ATTEMPTS, nextAttemptAt } from '../webhooks/index.ts';
import type { SeededEndpoint } from './people.ts';
import type { SeededRandom } from './SeededRandom.ts';
import type { SeededRows } from './tables.ts';

const THREE_DAYS_MS = 3 * 24 * 3_600_000;

/**
 * Adds the delivery of an event: most arrive at once, some after retries, and of those old enough to have been given
 * up a few are dead. All are closed, so that a worker does not start to call addresses that do not exist.
 */
export function addDelivery(
  { rows, random, until }: { rows: SeededRows; random: SeededRandom; until: Date },
  endpoint: SeededEndpoint,
  eventId: string,
  startedAt: Date,
): void {
  const id = random.uuid(startedAt);
  const mayBeDead = until.getTime() - startedAt.getTime() > THREE_DAYS_MS;
  const dead = mayBeDead && random.next() < 0.004;
  const attempts = dead
    ? MAXIMUM_ATTEMPTS
    : random.weighted([
        [1, 96],
        [2, 3],
        [3, 1],
      ] as const);
  let at = startedAt;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) at = nextAttemptAt(attempt - 1, at, random.next()) as Date;
    rows.webhook_delivery_attempts.push({
      delivery_id: id,
      attempt,
      started_at: at.toISOString(),
      duration_ms: random.between(20, 900),
      http_status: attempt === attempts && !dead ? 204 : 503,
    });
  }
  rows.webhook_deliveries.push({
    id,
    event_id: eventId,
    endpoint_id: endpoint.id,
    state: dead ? 'dead' : 'delivered',
    attempts,
    attempts_since_resend: attempts,
    next_attempt_at: null,
    dead_reason: dead ? 'exhausted' : null,
    created_at: startedAt.toISOString(),
    closed_at: new Date(at.getTime() + 1_000).toISOString(),
  });
}
