import { z } from 'zod';
import type { Queryable } from '../database/queryable.ts';
import { uuidOf, type Identified } from '../identifiers/index.ts';
import { findings, type Violation } from './violation.ts';
import type { RecordedAnswer } from './witnesses.ts';

/** I7: what was acknowledged with a 2xx is there, whatever crashed since: the key's answer and what it speaks of. */
export async function checkAcknowledged(
  database: Queryable,
  answers: readonly RecordedAnswer[] = [],
): Promise<Violation[]> {
  const acknowledged = answers.filter(({ status }) => status >= 200 && status < 300);
  const witnessed = acknowledged.map(answer => ({ ...answer, subject: subjectOf(answer.body) }));
  const checks = await Promise.all([
    findings(database, 'I7', 'answered_subject_exists', STORED),
    findings(database, 'I7', 'acknowledged_key_is_kept', LOST_KEYS, [JSON.stringify(witnessed)]),
    findings(database, 'I7', 'acknowledged_subject_exists', LOST_SUBJECTS, [JSON.stringify(witnessed)]),
  ]);
  return checks.flat();
}

const identified = z.object({ id: z.string() });

/** The payment or refund an answer is about; answers about other things give nothing. */
function subjectOf(body: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = identified.safeParse(json);
  if (!parsed.success) return undefined;
  const kinds: Identified[] = ['payment', 'refund'];
  return kinds.map(kind => uuidOf(kind, parsed.data.id)).find(uuid => uuid !== undefined);
}

const EXISTS = `
  EXISTS (SELECT FROM payments WHERE id = %s) OR EXISTS (SELECT FROM refunds WHERE id = %s)`;

/** Endpoints, deliveries and keys can be subjects too. */
const STORED = `
  SELECT stored.key AS subject, stored.subject_id::text AS detail FROM idempotency_keys stored
  WHERE stored.response_status BETWEEN 200 AND 299 AND stored.subject_id IS NOT NULL
    AND NOT (${EXISTS.replaceAll('%s', 'stored.subject_id')}
      OR EXISTS (SELECT FROM webhook_endpoints WHERE id = stored.subject_id)
      OR EXISTS (SELECT FROM webhook_deliveries WHERE id = stored.subject_id)
      OR EXISTS (SELECT FROM api_keys WHERE id = stored.subject_id))`;

const ANSWERS = `json_to_recordset($1::json) AS answer ("merchantId" uuid, live boolean, key text, subject uuid)`;

const LOST_KEYS = `
  SELECT answer.key AS subject, 'no finished key' AS detail FROM ${ANSWERS}
  WHERE NOT EXISTS (SELECT FROM idempotency_keys stored WHERE stored.merchant_id = answer."merchantId"
    AND stored.live = answer.live AND stored.key = answer.key AND stored.state = 'finished')`;

const LOST_SUBJECTS = `
  SELECT answer.key AS subject, answer.subject::text AS detail FROM ${ANSWERS}
  WHERE answer.subject IS NOT NULL AND NOT (${EXISTS.replaceAll('%s', 'answer.subject')})`;
