import { Injectable } from '@nestjs/common';
import type { ChargeResult } from '@payments/core/acquirer';
import type { Queryable } from '@payments/core/database';
import { transitionPayment, type PaymentChange } from '@payments/core/payments';
import { Charges, type Attempt } from '../charges/Charges.ts';
import type { Outcome, Phases } from '../idempotency/IdempotencyService.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { Database } from '../platform/Database.ts';
import { answerAfter, paymentBody } from './paymentAnswers.ts';
import { PaymentsRepository, type PaymentRow } from './PaymentsRepository.ts';

interface Asked {
  attempt: Attempt;
  result: ChargeResult;
}

/** The part that confirm, capture and cancel share: to `processing`, ask the acquirer, and on to where it says. */
@Injectable()
export class ConfirmedCharge {
  constructor(
    private readonly charges: Charges,
    private readonly repository: PaymentsRepository,
    private readonly database: Database,
  ) {}

  /** Moves a locked payment to `processing` and notes what the acquirer is to be asked. */
  async begin(
    database: Queryable,
    request: IdempotentRequest,
    payment: PaymentRow,
    attempt: Pick<Attempt, 'kind' | 'amount' | 'paymentMethod'>,
    change: Partial<PaymentChange> = {},
  ): Promise<Outcome | { subjectId: string }> {
    const { id, status, currency } = payment;
    const context = { actor: request.caller.actor, requestId: request.requestId };
    await transitionPayment(database, id, { from: status, to: 'processing', ...change, ...context });
    await this.charges.note(database, { ...attempt, paymentId: id, currency });
    if (!this.charges.isDeferred) return { subjectId: id };
    return { status: 200, body: paymentBody(await this.repository.reread(database, id)), subjectId: id };
  }

  /** The phases after it. */
  phases(request: IdempotentRequest, status: 200 | 201): Pick<Phases<Asked>, 'ask' | 'conclude'> {
    const context = { actor: request.caller.actor, requestId: request.requestId };
    return {
      ask: async ({ subjectId, begunAt, isResumed }) => {
        const attempt = await this.charges.find(this.database, subjectId, begunAt);
        return { attempt, result: await this.charges.ask(attempt, isResumed) };
      },
      conclude: async (database, { subjectId }, { attempt, result }) => {
        const decision = await this.charges.book(database, attempt.id, result, context);
        const payment = await this.repository.reread(database, subjectId);
        return answerAfter(payment, decision, { status, requestId: request.requestId });
      },
    };
  }
}
