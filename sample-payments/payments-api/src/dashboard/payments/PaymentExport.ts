import { Readable, pipeline } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { writeAudit } from '@payments/core/audit';
import type { ExportPaymentsQuery } from '@payments/core/dashboard-contract';
import { publicId } from '@payments/core/identifiers';
import type { Logger } from 'pino';
import { PaymentsRepository } from '../../payments/PaymentsRepository.ts';
import { Database } from '../../platform/Database.ts';
import { LOGGER } from '../../platform/tokens.ts';
import { callerOf, type Session } from '../session/Session.ts';
import { cellsOf, csvWriter } from './paymentsCsv.ts';

/** Gives all payments of a filter, as fast as they are read and never many at a time. */
@Injectable()
export class PaymentExport {
  constructor(
    private readonly repository: PaymentsRepository,
    private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Notes who takes the data out, then streams it. A reader that leaves ends the reading. */
  async stream(session: Session, filters: ExportPaymentsQuery, requestId: string): Promise<Readable> {
    const caller = callerOf(session);
    const subject = publicId('merchant', session.merchantId);
    const after = { live: session.live, filters };
    await writeAudit(this.database, caller, { action: 'payments.exported', subject, requestId, after });
    const rows = Readable.from(cells(this.repository.all(caller, filters)), { highWaterMark: 64 });
    // An error destroys all of it, so that the answer breaks off and nobody takes a part for the whole.
    return pipeline(rows, csvWriter(), error => {
      if (error && !isLeaving(error)) this.logger.error({ err: error, request_id: requestId }, 'export broke off');
    });
  }
}

async function* cells(payments: ReturnType<PaymentsRepository['all']>): AsyncGenerator<ReturnType<typeof cellsOf>> {
  for await (const payment of payments) yield cellsOf(payment);
}

function isLeaving(error: Error): boolean {
  return Reflect.get(error, 'code') === 'ERR_STREAM_PREMATURE_CLOSE';
}
