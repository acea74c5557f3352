import { Injectable } from '@nestjs/common';
import type { Balance } from '@payments/core/contract';
import { toJsonAmount } from '@payments/core/money';
import type { Caller } from '../api-keys/Caller.ts';
import { Database } from '../platform/Database.ts';

/** Balances are sums of the ledger. None is stored, so none can be wrong, and no row is a bottleneck. */
@Injectable()
export class BalancesRepository {
  constructor(private readonly database: Database) {}

  async list({ merchantId, live }: Caller): Promise<Balance[]> {
    const rows = await this.database.query<Record<keyof Balance, string>>(BALANCES, [merchantId, live]);
    return rows.map(({ currency, available, pending }) => ({
      currency,
      available: toJsonAmount(BigInt(available)),
      pending: toJsonAmount(BigInt(pending)),
    }));
  }
}

/** Merchants' accounts are liabilities: what is credited is theirs. */
const BALANCES = `
  SELECT account.currency,
    coalesce(sum(held.amount) FILTER (WHERE account.kind = 'merchant_available'), 0)::text AS available,
    coalesce(sum(held.amount) FILTER (WHERE account.kind = 'merchant_pending'), 0)::text AS pending
  FROM ledger_accounts account
  CROSS JOIN LATERAL (
    SELECT coalesce((SELECT sum(amount) FROM ledger_entries WHERE credit_account = account.id), 0)
      - coalesce((SELECT sum(amount) FROM ledger_entries WHERE debit_account = account.id), 0) AS amount
  ) held
  WHERE account.merchant_id = $1 AND account.live = $2
  GROUP BY account.currency ORDER BY account.currency`;
