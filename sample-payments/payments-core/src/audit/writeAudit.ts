import type { Queryable } from '../database/queryable.ts';

export interface AuditEntry {
  /** `noun.verb`, such as `api_key.rolled`. */
  action: string;
  /** Public id of what was changed. */
  subject: string;
  /** Of the HTTP request, when one asked for it. */
  requestId?: string;
  before?: unknown;
  after?: unknown;
}

/**
 * Notes who changed what. Write it last in the transaction: it waits for all other writers of the chain. Nothing in it
 * may be a secret.
 */
export async function writeAudit(
  database: Queryable,
  caller: { actor: string; merchantId: string | null },
  entry: AuditEntry,
): Promise<void> {
  const { action, subject, requestId, before, after } = entry;
  await database.query(INSERT, [
    caller.merchantId,
    caller.actor,
    action,
    subject,
    requestId ?? null,
    before === undefined ? null : JSON.stringify(before),
    after === undefined ? null : JSON.stringify(after),
  ]);
}

const INSERT = `
  INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, before, after)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;
