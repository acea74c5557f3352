import type { Queryable } from '../database/queryable.ts';
import { findings, type Violation } from './violation.ts';

/** The audit log's rows are numbered without gaps, and each hash covers its row and the hash before. */
export async function checkAuditChain(database: Queryable): Promise<Violation[]> {
  return findings(database, 'audit', 'chain_is_whole', CHAIN);
}

const CHAIN = `
  SELECT sequence::text AS subject, NULL AS detail FROM (
    SELECT sequence, hash, previous_hash, audit_hash(audit_log) AS computed,
      lag(hash, 1, ''::bytea) OVER (ORDER BY sequence) AS before, row_number() OVER (ORDER BY sequence) AS position
    FROM audit_log
  ) chain WHERE hash <> computed OR previous_hash <> before OR sequence <> position`;
