import { setTimeout as sleep } from 'node:timers/promises';
import type { Row, SeededRows } from './tables.ts';

/** How long the simulator may take, its own start included: both start together. */
const TIMEOUT_MS = 60_000;

/**
 * Tells the simulated acquirer what it is supposed to have done, so that seeded payments can be captured, refunded and
 * cancelled like others. Waits for it to start. Harmless to repeat.
 * @param url of the simulator; a real acquirer has no such route
 * @throws Error when it does not take everything
 */
export async function tellAcquirer(url: string, rows: SeededRows): Promise<void> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  await untilItListens(url, deadline);
  const response = await fetch(new URL('/admin/operations', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operationsOf(rows)),
    signal: deadline,
  });
  if (!response.ok) throw new Error(`The acquirer simulator answered ${response.status}: ${await response.text()}`);
}

async function untilItListens(url: string, deadline: AbortSignal): Promise<void> {
  for (;;) {
    const failure = await fetch(new URL('/health', url), { signal: deadline }).then(
      response => response.body?.cancel(),
      (error: unknown) => error,
    );
    if (failure === undefined) return;
    if (deadline.aborted) throw new Error(`The acquirer simulator at ${url} does not answer.`, { cause: failure });
    await sleep(500);
  }
}

/** In the simulator's own words (`pastOperationsSchema` of acquirer-simulator), oldest first. */
function operationsOf({ charge_attempts: attempts, refunds, payments }: SeededRows): Row[] {
  const actionUrls = new Map(payments.map(payment => [payment.id, payment.next_action_url]));
  const origins = new Map(
    attempts.filter(attempt => attempt.kind !== 'capture').map(attempt => [attempt.payment_id, attempt.id]),
  );
  const operations = [
    ...attempts.map(attempt => ({
      ...common(attempt),
      kind: attempt.kind,
      charge: attempt.kind === 'capture' ? origins.get(attempt.payment_id) : undefined,
      outcome: attempt.state,
      declineCode: attempt.decline_code ?? undefined,
      redirectUrl: attempt.state === 'requires_action' ? actionUrls.get(attempt.payment_id) : undefined,
    })),
    ...refunds.map(refund => ({
      ...common(refund),
      kind: 'refund',
      charge: origins.get(refund.payment_id),
      outcome: 'approved',
    })),
  ];
  return operations.sort((one, other) => one.at.localeCompare(other.at));
}

function common(row: Row) {
  return {
    at: String(row.started_at ?? row.created_at),
    reference: row.id,
    payment: row.payment_id,
    amount: Number(row.amount),
    currency: row.currency,
    acquirerReference: row.acquirer_reference ?? undefined,
  };
}
