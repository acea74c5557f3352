import { AcquirerRefusedError, type AcquirerClient, type ChargeResult } from '@payments/core/acquirer';
import type { Logger } from 'pino';

/**
 * Asks the acquirer for something. After a crash it is asked what became of the reference first, and the request is
 * sent only if it never arrived, under the same reference, so that a late first one cannot become a second charge.
 */
export async function askAcquirer<Result extends ChargeResult>(
  acquirer: AcquirerClient,
  { reference, isResumed, logger }: { reference: string; isResumed: boolean; logger: Logger },
  send: () => Promise<Result>,
): Promise<ChargeResult> {
  try {
    const known = isResumed ? await acquirer.inquire(reference) : { outcome: 'not_found' as const };
    return known.outcome === 'not_found' ? await send() : known;
  } catch (error) {
    if (!(error instanceof AcquirerRefusedError)) throw error;
    logger.error({ err: error, reference }, 'the acquirer refused a request');
    return afterRefusal(error.code);
  }
}

/** Our request was wrong, which proves that nothing was done, unless the reference already stands for something else. */
function afterRefusal(code: string): ChargeResult {
  if (code === 'reference_reused') return { outcome: 'unknown', reason: 'unreadable' };
  return { outcome: 'declined', declineCode: 'processing_error' };
}
