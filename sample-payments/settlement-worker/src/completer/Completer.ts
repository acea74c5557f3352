import { SpanKind, trace } from '@opentelemetry/api';
import type { DataSource } from 'typeorm';
import type { AcquirerClient, ChargeResult } from '@payments/core/acquirer';
import { finishCharge, finishRefund } from '@payments/core/charges';
import { fromTypeOrm, inTransaction } from '@payments/core/database';
import { publicId } from '@payments/core/identifiers';
import { linkTo } from '@payments/core/telemetry';
import { askAcquirer, decisionOf } from './askAcquirer.ts';
import { claimDueAttempts, claimDueRefunds, type OpenOperation } from './claimDue.ts';

export interface CompleterOptions {
  dataSource: DataSource;
  acquirer: AcquirerClient;
  /** Told what each inquiry led to. */
  onAnswer: (operation: OpenOperation, outcome: ChargeResult['outcome']) => void;
  onError: (error: unknown) => void;
}

/** Inquiries at once. */
const BATCH = 20;

const CONTEXT = { actor: 'system:completer' };

/** Finds out what became of charges and refunds whose answer is not known, and books it. */
export class Completer {
  readonly #options: CompleterOptions;

  constructor(options: CompleterOptions) {
    this.#options = options;
  }

  /**
   * Asks for everything that is due, up to a batch. One that fails does not hold up the others: its next inquiry is
   * set already.
   * @returns whether there may be more
   */
  async complete(): Promise<boolean> {
    const database = fromTypeOrm(this.#options.dataSource);
    const attempts = await claimDueAttempts(database, BATCH);
    const refunds = await claimDueRefunds(database, BATCH);
    const operations = [...attempts, ...refunds];
    await Promise.all(operations.map(operation => this.#resolve(operation).catch(this.#options.onError)));
    return attempts.length === BATCH || refunds.length === BATCH;
  }

  async #resolve(operation: OpenOperation): Promise<void> {
    const options = {
      kind: SpanKind.CONSUMER,
      root: true,
      links: linkTo(operation.traceparent),
      attributes: {
        'payment.id': publicId('payment', operation.paymentId),
        'acquirer.operation': operation.kind,
        'acquirer.reference': operation.id,
      },
    };
    await trace.getTracer('settlement-worker').startActiveSpan('charge.complete', options, async span => {
      try {
        const result = decisionOf(await askAcquirer(this.#options.acquirer, operation));
        span.setAttribute('acquirer.outcome', result.outcome);
        await this.#book(operation, result);
        this.#options.onAnswer(operation, result.outcome);
      } finally {
        span.end();
      }
    });
  }

  async #book(operation: OpenOperation, result: ChargeResult): Promise<void> {
    const { dataSource } = this.#options;
    const { id, kind } = operation;
    if (result.outcome === 'unknown') {
      if (kind !== 'refund') await fromTypeOrm(dataSource).query(MARK_UNKNOWN, [id]);
      return;
    }
    await inTransaction(dataSource, async database => {
      if (kind !== 'refund') await finishCharge(database, id, result, CONTEXT);
      else if (result.outcome !== 'requires_action') await finishRefund(database, id, result, CONTEXT);
    });
  }
}

const MARK_UNKNOWN = `
  WITH marked AS (UPDATE charge_attempts SET state = 'unknown' WHERE id = $1 AND state = 'pending' RETURNING id)
  SELECT id FROM marked`;
