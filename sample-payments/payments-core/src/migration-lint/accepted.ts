/** What a released migration does against a rule, and why that is right. Released migrations are never edited. */
export interface Accepted {
  rule: string;
  reason: string;
}

const CURRENCY: Accepted = {
  rule: 'ban-char-field',
  reason: 'A currency has exactly three letters (ISO 4217), and a check or a foreign key refuses anything else.',
};

const COUNTERS: Accepted = {
  rule: 'prefer-bigint-over-int',
  reason: 'Counts what happens to one row (versions, attempts, basis points, milliseconds), never rows of a table.',
};

const SMALL: Accepted = {
  rule: 'prefer-bigint-over-smallint',
  reason: 'An HTTP status, the version of a format, or the line of a journal: all far below 32,767.',
};

/** By the migration's class. Only released migrations stand here; a new one has to satisfy every rule. */
export const ACCEPTED: Record<string, readonly Accepted[]> = {
  Merchants1764000000002: [COUNTERS],
  Payments1764000000003: [CURRENCY, COUNTERS],
  Refunds1764000000004: [CURRENCY, COUNTERS],
  Ledger1764000000005: [CURRENCY, SMALL],
  Idempotency1764000000006: [SMALL],
  Webhooks1764000000007: [COUNTERS, SMALL],
};
