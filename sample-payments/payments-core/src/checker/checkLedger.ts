import type { Queryable } from '../database/queryable.ts';
import { findings, type Violation } from './violation.ts';

/** I1: every journal sums to 0 in its currency, between two accounts of that currency and one mode. */
export async function checkLedgerBalance(database: Queryable): Promise<Violation[]> {
  const checks = await Promise.all([
    findings(database, 'I1', 'entry_of_one_currency', ENTRY),
    findings(database, 'I1', 'journal_of_one_currency', JOURNAL),
    findings(database, 'I1', 'currency_sums_to_zero', SUM),
  ]);
  return checks.flat();
}

const ENTRY = `
  SELECT entry.journal_id::text AS subject,
    format('line %s: %s %s from %s to %s', entry.line, entry.amount, entry.currency, credit.currency, debit.currency) AS detail
  FROM ledger_entries entry
  LEFT JOIN ledger_accounts debit ON debit.id = entry.debit_account
  LEFT JOIN ledger_accounts credit ON credit.id = entry.credit_account
  WHERE debit.currency IS DISTINCT FROM entry.currency OR credit.currency IS DISTINCT FROM entry.currency
    OR debit.live IS DISTINCT FROM credit.live OR entry.amount <= 0 OR entry.debit_account = entry.credit_account`;

const JOURNAL = `
  SELECT journal_id::text AS subject, string_agg(DISTINCT currency, ', ') AS detail
  FROM ledger_entries GROUP BY journal_id HAVING count(DISTINCT currency) > 1`;

/** By the accounts' own currency, so that a leg on a missing or foreign account shows as a difference. */
const SUM = `
  SELECT currency::text AS subject, sum(amount)::text AS detail FROM (
    SELECT account.currency, entry.amount FROM ledger_entries entry JOIN ledger_accounts account ON account.id = entry.debit_account
    UNION ALL
    SELECT account.currency, -entry.amount FROM ledger_entries entry JOIN ledger_accounts account ON account.id = entry.credit_account
  ) legs GROUP BY currency HAVING sum(amount) <> 0`;
