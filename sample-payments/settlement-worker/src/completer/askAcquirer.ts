import {
  AcquirerRefusedError,
  type AcquirerClient,
  type ChargeResult,
  type Declined,
  type Unknown,
} from '@payments/core/acquirer';
import type { OpenOperation } from './claimDue.ts';

/** An acquirer that was never asked says nothing of the operation; it is sent again under the reference it has. */
export type Learned = ChargeResult | { outcome: 'refused'; code: string };

/**
 * Asks what became of an operation. When the acquirer never saw it, the same reference is sent again: that can never
 * charge twice, while a new attempt could.
 */
export async function askAcquirer(acquirer: AcquirerClient, operation: OpenOperation): Promise<Learned> {
  try {
    const answer = await acquirer.inquire(operation.id);
    return answer.outcome === 'not_found' ? await sendAgain(acquirer, operation) : answer;
  } catch (error) {
    if (error instanceof AcquirerRefusedError) return { outcome: 'refused', code: error.code };
    throw error;
  }
}

/**
 * What a refusal means. A 4xx proves that nothing was done, so the operation failed; only when the reference stands for
 * something else is that not proven, and a person must look. Merchants see the code that the API gives for the same.
 */
export function decisionOf(learned: Learned): ChargeResult {
  if (learned.outcome !== 'refused') return learned;
  const unproven: Unknown = { outcome: 'unknown', reason: 'unreadable' };
  const failed: Declined = { outcome: 'declined', declineCode: 'processing_error' };
  return learned.code === 'reference_reused' ? unproven : failed;
}

async function sendAgain(acquirer: AcquirerClient, operation: OpenOperation): Promise<ChargeResult> {
  const { id: reference, kind, paymentId: payment, currency, paymentMethod: token, chargeId } = operation;
  const common = { reference, payment, amount: BigInt(operation.amount), currency };
  if (kind === 'charge' || kind === 'authorise')
    return acquirer.charge({ ...common, token, capture: kind === 'charge' });
  if (chargeId === null) throw new Error(`There is no charge for ${kind} ${reference} to follow up.`);
  return acquirer[kind]({ ...common, charge: chargeId });
}
