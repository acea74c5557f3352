import type { LedgerEntry, TimelineEntry } from '@payments/core/dashboard-contract';
import { publicId } from '@payments/core/identifiers';
import { toJsonAmount } from '@payments/core/money';
import type { PaymentStatus } from '@payments/core/payments';
import type { AttemptRow, LedgerRow, StepRow } from './PaymentDetailRepository.ts';

type Actor = Extract<TimelineEntry, { kind: 'step' }>['actor'];

/**
 * Pure: steps and attempts in the order they happened. An attempt is noted in the transaction of the step that begins
 * it, so it comes after the steps of the same moment.
 */
export function timelineOf(steps: readonly StepRow[], attempts: readonly AttemptRow[]): TimelineEntry[] {
  const entries = [...steps.map(describeStep), ...attempts.map(describeAttempt)];
  // Sorting is stable: steps of one moment keep the order of their versions.
  return entries.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
}

function describeStep(row: StepRow): TimelineEntry {
  return {
    kind: 'step',
    at: row.occurredAt.toISOString(),
    type: row.type,
    from_status: (row.fromStatus ?? undefined) as PaymentStatus | undefined,
    to_status: (row.toStatus ?? undefined) as PaymentStatus | undefined,
    amount: row.amount === null ? undefined : toJsonAmount(BigInt(row.amount)),
    actor: actorOf(row),
    request_id: row.requestId ?? undefined,
  };
}

function actorOf({ actor, actorName }: Pick<StepRow, 'actor' | 'actorName'>): Actor {
  const [kind = '', id = ''] = actor.split(':');
  const name = actorName ?? undefined;
  if (kind === 'api_key') return { kind, id: publicId('apiKey', id), name };
  if (kind === 'user') return { kind, id: publicId('user', id), name };
  return kind === 'checkout' ? { kind: 'shopper' } : { kind: 'system', id };
}

function describeAttempt(row: AttemptRow): TimelineEntry {
  return {
    kind: 'attempt',
    at: row.startedAt.toISOString(),
    operation: row.operation,
    state: row.state,
    amount: toJsonAmount(BigInt(row.amount)),
    decline_code: row.declineCode ?? undefined,
    acquirer_reference: row.acquirerReference ?? undefined,
    inquiries: row.inquiries,
    finished_at: row.finishedAt?.toISOString(),
  };
}

/** `LedgerEntry` of the contract. */
export function describeLedgerEntry(row: LedgerRow): LedgerEntry {
  return {
    journal: publicId('journal', row.journalId),
    line: row.line,
    at: row.createdAt.toISOString(),
    kind: row.kind,
    debit: row.debit,
    credit: row.credit,
    amount: toJsonAmount(BigInt(row.amount)),
    currency: row.currency,
    refund: row.refundId === null ? undefined : publicId('refund', row.refundId),
  };
}
