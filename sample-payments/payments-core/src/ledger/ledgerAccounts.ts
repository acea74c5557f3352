import type { Queryable } from '../database/queryable.ts';
import { ACCOUNT_KINDS, belongsToMerchant, type AccountKind } from './journals.ts';

/** The account ids a merchant's journals in one currency touch. Ids never change, so callers may cache them. */
export type LedgerAccounts = Readonly<Record<AccountKind, string>>;

/**
 * Finds the accounts of a merchant (and the platform's) for one currency and mode, and opens those that are
 * missing. Safe to call from many transactions at once.
 */
export async function ledgerAccounts(
  database: Queryable,
  merchantId: string,
  currency: string,
  live: boolean,
): Promise<LedgerAccounts> {
  const owners = ACCOUNT_KINDS.map(kind => (belongsToMerchant(kind) ? merchantId : null));
  const parameters = [[...ACCOUNT_KINDS], owners, currency, live];
  let rows = await database.query<{ kind: AccountKind; id: string }>(FIND, parameters);
  if (rows.length < ACCOUNT_KINDS.length) {
    await database.query(OPEN, parameters);
    // A second statement, because the first one's snapshot does not see what a concurrent opener committed.
    rows = await database.query<{ kind: AccountKind; id: string }>(FIND, parameters);
  }
  return Object.fromEntries(rows.map(row => [row.kind, row.id])) as Record<AccountKind, string>;
}

const FIND = `
  SELECT account.kind, account.id::text
  FROM unnest($1::text[], $2::uuid[]) AS wanted (kind, merchant_id)
  JOIN ledger_accounts account ON account.kind = wanted.kind
    AND account.merchant_id IS NOT DISTINCT FROM wanted.merchant_id
    AND account.currency = $3 AND account.live = $4`;

const OPEN = `
  INSERT INTO ledger_accounts (kind, merchant_id, currency, live)
  SELECT wanted.kind, wanted.merchant_id, $3, $4 FROM unnest($1::text[], $2::uuid[]) AS wanted (kind, merchant_id)
  ON CONFLICT DO NOTHING`;
