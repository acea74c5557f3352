import type { TimelineEntry } from '@payments/core/dashboard-contract';
import { inWords, STATUS_WORDS } from './paymentStatus.ts';

export interface DescribedEntry {
  title: string;
  by?: string;
  details: string[];
}

const OPERATIONS = { charge: 'Charge', authorise: 'Authorisation', capture: 'Capture', void: 'Release' } as const;
const ATTEMPT_STATES = {
  pending: 'asked',
  unknown: 'answer not known yet',
  requires_action: 'customer has to approve',
  approved: 'approved',
  declined: 'declined',
} as const;

/** An entry of the timeline in words. */
export function describeEntry(entry: TimelineEntry): DescribedEntry {
  if (entry.kind === 'attempt') {
    return {
      title: `${OPERATIONS[entry.operation]}: ${ATTEMPT_STATES[entry.state]}`,
      by: 'the acquirer',
      details: [
        entry.decline_code && `Reason: ${inWords(entry.decline_code).toLowerCase()}`,
        entry.inquiries > 0 && `Asked ${entry.inquiries} ${entry.inquiries === 1 ? 'time' : 'times'} what became of it`,
        entry.acquirer_reference && `Reference ${entry.acquirer_reference}`,
      ].filter(text => typeof text === 'string'),
    };
  }
  return { title: titleOf(entry), by: nameOf(entry.actor), details: [] };
}

function titleOf({ type, to_status }: Extract<TimelineEntry, { kind: 'step' }>): string {
  if (type === 'created') return 'Payment created';
  if (type === 'status_changed' && to_status) return STATUS_WORDS[to_status].label;
  return inWords(type);
}

function nameOf({ kind, id, name }: Extract<TimelineEntry, { kind: 'step' }>['actor']): string {
  if (kind === 'shopper') return 'the customer';
  if (kind === 'api_key') return `API key ${name ?? id ?? ''}`.trim();
  return name ?? id ?? 'the system';
}
