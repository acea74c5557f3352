import type { Queryable } from '../database/queryable.ts';
import { findings, type Violation } from './violation.ts';
import type { RecordedAnswer } from './witnesses.ts';

/** I3: a key has one answer, byte-equal each time it is asked for, and no key waits forever for its answer. */
export async function checkOneAnswerPerKey(
  database: Queryable,
  answers: readonly RecordedAnswer[] = [],
  graceSeconds = 60,
): Promise<Violation[]> {
  const stuck = await findings(database, 'I3', 'key_gets_an_answer', STUCK, [graceSeconds]);
  const stored = await findings(database, 'I3', 'answer_is_the_stored_one', DIFFERENT, [JSON.stringify(answers)]);
  return [...stuck, ...stored, ...answeredDifferently(answers)];
}

/** Pure: keys for which clients saw more than one answer. */
export function answeredDifferently(answers: readonly RecordedAnswer[]): Violation[] {
  const groups = Map.groupBy(answers, ({ merchantId, live, key }) => `${merchantId} ${live ? 'live' : 'test'} ${key}`);
  return [...groups].flatMap(([subject, group]) => {
    const distinct = new Set(group.map(answer => `${answer.status} ${answer.body}`));
    if (distinct.size < 2) return [];
    return [{ invariant: 'I3' as const, rule: 'answers_are_byte_equal', subject, detail: `${distinct.size} answers` }];
  });
}

const STUCK = `
  SELECT key AS subject, 'running since ' || locked_at AS detail FROM idempotency_keys
  WHERE state = 'running' AND locked_at < now() - make_interval(secs => $1)`;

/** A sealed answer is compared by the clients' records only. */
const DIFFERENT = `
  SELECT answer.key AS subject, format('client saw %s, stored %s', answer.status, stored.response_status) AS detail
  FROM json_to_recordset($1::json) AS answer ("merchantId" uuid, live boolean, key text, status integer, body text)
  JOIN idempotency_keys stored ON stored.merchant_id = answer."merchantId" AND stored.live = answer.live AND stored.key = answer.key
  WHERE stored.state = 'finished' AND NOT stored.response_sealed
    AND (stored.response_status <> answer.status OR stored.response_body <> answer.body)`;
