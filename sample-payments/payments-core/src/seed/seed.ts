import type { DataSource } from 'typeorm';
import { fromTypeOrm, type Queryable } from '../database/queryable.ts';
import { ledgerAccounts, type LedgerAccounts } from '../ledger/index.ts';
import { SEEDED_MERCHANTS } from './merchants.ts';
import { addPayment, type SeedContext } from './payments.ts';
import { addMerchants, type SeededAccess, type SeededEndpoint, type SeedSecrets } from './people.ts';
import { SeededRandom } from './SeededRandom.ts';
import { Settlement } from './Settlement.ts';
import { tellAcquirer } from './tellAcquirer.ts';
import { insertRows, noRows, SEEDED_TABLES, type SeededRows } from './tables.ts';

export interface SeedOptions {
  /** The same seed, count and `until` give the same rows, apart from sealed secrets, whose nonce is fresh. */
  seed: string;
  payments: number;
  /** The moment the data reaches up to. */
  until: Date;
  secrets: SeedSecrets;
  /** Base of the endpoints' addresses, followed by `/` and the merchant's slug; by default nobody is there. */
  webhookUrl?: string;
  /** Of the acquirer simulator, which is told of the seeded charges; without it they cannot be followed up. */
  acquirerUrl?: string;
}

const DAY_MS = 24 * 3_600_000;

/** Payments are spread over this many days. */
const PERIOD_DAYS = 30;

/** Endpoints exist for this long, so the log of deliveries covers the latter part of the period. */
const ENDPOINT_DAYS = 10;

/**
 * Fills a migrated database with two merchants and their payments, refunds, ledger, events, deliveries and settlements,
 * all consistent, in one transaction. Does nothing when the merchants are there already.
 * @returns what is needed to sign in, or `undefined` when nothing was done
 */
export async function seedDatabase(owner: DataSource, options: SeedOptions): Promise<SeededAccess[] | undefined> {
  return owner.transaction(async manager => {
    const database = fromTypeOrm(manager);
    const ids = SEEDED_MERCHANTS.map(merchant => merchant.id);
    const found = await database.query('SELECT FROM merchants WHERE id = ANY($1)', [ids]);
    if (found.length > 0) return undefined;
    const random = new SeededRandom(options.seed);
    const rows = noRows();
    const from = new Date(options.until.getTime() - PERIOD_DAYS * DAY_MS);
    const endpointFrom = new Date(options.until.getTime() - ENDPOINT_DAYS * DAY_MS);
    const { access, endpoints, users } = addMerchants(rows, random, { ...options, from, endpointFrom });
    await insertRows(database, 'merchants', rows.merchants);
    const accounts = await openAccounts(database);
    addPayments(rows, random, from, options, endpoints, accounts);
    rows.dashboard_users = await Promise.all(users);
    for (const table of SEEDED_TABLES) if (table !== 'merchants') await insertRows(database, table, rows[table]);
    if (options.acquirerUrl !== undefined) await tellAcquirer(options.acquirerUrl, rows);
    // Without statistics the first queries after a seed would scan whole tables.
    await database.query('ANALYZE');
    return access;
  });
}

function addPayments(
  rows: SeededRows,
  random: SeededRandom,
  from: Date,
  { payments, until }: SeedOptions,
  endpoints: ReadonlyMap<string, SeededEndpoint>,
  accounts: SeedContext['accounts'],
): void {
  const settlement = new Settlement(random, until);
  const context: SeedContext = { rows, random, until, endpoints, accounts, settlement };
  // The last minute stays free, so that the life of the latest payment ends before `until`.
  const period = until.getTime() - 60_000 - from.getTime();
  const moments = Array.from({ length: payments }, () => from.getTime() + Math.floor(random.next() * period));
  moments.sort((a, b) => a - b).forEach((moment, index) => addPayment(context, new Date(moment), index));
  settlement.addTo(rows, accounts);
}

async function openAccounts(database: Queryable): Promise<SeedContext['accounts']> {
  const accounts = new Map<string, LedgerAccounts>();
  for (const merchant of SEEDED_MERCHANTS) {
    for (const [currency] of merchant.currencies) {
      accounts.set(`${merchant.id} ${currency}`, await ledgerAccounts(database, merchant.id, currency, false));
    }
  }
  return (merchantId, currency) => {
    const found = accounts.get(`${merchantId} ${currency}`);
    if (!found) throw new Error(`No accounts were opened for ${merchantId} in ${currency}.`);
    return found;
  };
}
