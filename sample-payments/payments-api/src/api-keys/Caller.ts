import type { Scope } from '@payments/core/api-keys';

/** For whom a request is done: whom an API key speaks for, who is signed in, or who holds a payment's client secret. */
export interface Caller {
  /** UUID of the API key; `null` for people, whose right the guard has just read from the database. */
  keyId: string | null;
  /** How timelines and the audit log name the caller: `api_key:<id>`, `user:<id>` or `checkout:<payment>`. */
  actor: string;
  merchantId: string;
  live: boolean;
  scopes: readonly Scope[];
  /** Put before the caller's Idempotency-Keys where they must not meet the merchant's own. */
  keyPrefix?: string;
}
