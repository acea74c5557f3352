import { Roles1764000000001 } from './1764000000001-roles.ts';
import { Merchants1764000000002 } from './1764000000002-merchants.ts';
import { Payments1764000000003 } from './1764000000003-payments.ts';
import { Refunds1764000000004 } from './1764000000004-refunds.ts';
import { Ledger1764000000005 } from './1764000000005-ledger.ts';
import { Idempotency1764000000006 } from './1764000000006-idempotency.ts';
import { Webhooks1764000000007 } from './1764000000007-webhooks.ts';
import { Audit1764000000008 } from './1764000000008-audit.ts';
import { Grants1764000000009 } from './1764000000009-grants.ts';
import { DeliveriesByEndpoint1764000000010 } from './1764000000010-deliveries-by-endpoint.ts';

/** All migrations, oldest first. A released one is never edited: add the next. */
export const MIGRATIONS = [
  Roles1764000000001,
  Merchants1764000000002,
  Payments1764000000003,
  Refunds1764000000004,
  Ledger1764000000005,
  Idempotency1764000000006,
  Webhooks1764000000007,
  Audit1764000000008,
  Grants1764000000009,
  DeliveriesByEndpoint1764000000010,
];
