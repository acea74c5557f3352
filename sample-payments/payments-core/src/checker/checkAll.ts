import type { Queryable } from '../database/queryable.ts';
import { checkAcknowledged } from './checkAcknowledged.ts';
import { checkOneAnswerPerKey } from './checkAnswers.ts';
import { checkAuditChain } from './checkAuditChain.ts';
import { checkCachedSums } from './checkCachedSums.ts';
import { checkCharges } from './checkCharges.ts';
import { checkEventsAccounted } from './checkEvents.ts';
import { checkLedgerBalance } from './checkLedger.ts';
import { checkRefundsWithinCaptured } from './checkRefunds.ts';
import { checkNothingSecret } from './checkSecrets.ts';
import { checkTransitions } from './checkTransitions.ts';
import type { Violation } from './violation.ts';
import type { Witnesses } from './witnesses.ts';

/**
 * Checks all invariants, in their order. Run it when the system is quiet and as a role that may read every table
 * (`payments_app` or the owner). Empty means clean.
 */
export async function checkAll(database: Queryable, witnesses: Witnesses = {}): Promise<Violation[]> {
  const { acquirerLog, answers, texts, graceSeconds } = witnesses;
  return [
    ...(await checkLedgerBalance(database)),
    ...(await checkCharges(database, acquirerLog)),
    ...(await checkOneAnswerPerKey(database, answers, graceSeconds)),
    ...(await checkRefundsWithinCaptured(database)),
    ...(await checkEventsAccounted(database, graceSeconds)),
    ...(await checkTransitions(database)),
    ...(await checkAcknowledged(database, answers)),
    ...(await checkCachedSums(database)),
    ...(await checkNothingSecret(database, texts)),
    ...(await checkAuditChain(database)),
  ];
}
