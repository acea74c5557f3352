import type { Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';

type Row = Record<string, unknown>;

/** Inserts a merchant with a fee of 1.4 %. */
export function makeMerchant(database: Queryable, overrides: Row = {}): Promise<string> {
  return insert(database, 'merchants', { id: newUuid(), name: 'Test shop', fee_basis_points: 140, ...overrides });
}

/** Inserts a payment of 10.00 USD in test mode and its timeline's first row; `succeeded` ones are captured in full. */
export async function makePayment(database: Queryable, merchantId: string, overrides: Row = {}): Promise<string> {
  const row: Row = {
    id: newUuid(),
    merchant_id: merchantId,
    live: false,
    status: 'requires_confirmation',
    amount: 1000,
    currency: 'USD',
    capture_method: 'automatic',
    payment_method: 'tok_test',
    ...overrides,
  };
  if (row.status === 'succeeded') {
    row.amount_captured ??= row.amount;
    row.captured_at ??= new Date();
  }
  if (row.status === 'requires_action') row.next_action_url ??= 'https://acquirer.example/action';
  const id = await insert(database, 'payments', row);
  await database.query(
    `INSERT INTO payment_events (payment_id, version, type, to_status, actor) VALUES ($1, 1, 'created', $2, 'system:spec')`,
    [id, row.status],
  );
  return id;
}

/** Inserts a pending refund of a payment, which reserves its amount. */
export function makeRefund(
  database: Queryable,
  payment: { id: string; merchantId: string },
  overrides: Row = {},
): Promise<string> {
  return insert(database, 'refunds', {
    id: newUuid(),
    payment_id: payment.id,
    merchant_id: payment.merchantId,
    live: false,
    amount: 100,
    currency: 'USD',
    next_inquiry_at: new Date(),
    ...overrides,
  });
}

/** Inserts a row and gives its id. */
export async function insert(database: Queryable, table: string, row: Row): Promise<string> {
  const columns = Object.keys(row).join(', ');
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  const sql = `WITH made AS (INSERT INTO ${table} (${columns}) VALUES (${places.join()}) RETURNING *) SELECT * FROM made`;
  const [made] = await database.query<Row>(sql, Object.values(row));
  return String(made?.id);
}
