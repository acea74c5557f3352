import { Inject, Injectable } from '@nestjs/common';
import { AcquirerClient, AcquirerRefusedError } from '@payments/core/acquirer';
import { finishCharge } from '@payments/core/charges';
import type { Payment } from '@payments/core/contract';
import type { Checkout, ConfirmCheckout, ShopperPayment } from '@payments/core/dashboard-contract';
import { uuidOf } from '@payments/core/identifiers';
import type { Logger } from 'pino';
import type { Caller } from '../api-keys/Caller.ts';
import { Answer } from '../http/Answer.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { PaymentsService } from '../payments/PaymentsService.ts';
import { Database } from '../platform/Database.ts';
import { LOGGER, SETTINGS } from '../platform/tokens.ts';
import { RateLimiter, type Pace } from '../rate-limit/RateLimiter.ts';
import type { ApiSettings } from '../settings.ts';
import { CheckoutRepository } from './CheckoutRepository.ts';
import { describeForShopper } from './describeForShopper.ts';

/** The acquirer is asked this often at most whether the shopper has approved, however many pages wait. */
const PER_INQUIRY: Pace = { perSecond: 1, burst: 1, batch: 1 };

/** What a shopper sees of their payment, and how they pay it. */
@Injectable()
export class CheckoutService {
  readonly #publicUrl: string;

  constructor(
    private readonly payments: PaymentsService,
    private readonly repository: CheckoutRepository,
    private readonly acquirer: AcquirerClient,
    private readonly limiter: RateLimiter,
    private readonly database: Database,
    @Inject(SETTINGS) settings: ApiSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#publicUrl = settings.PUBLIC_URL;
  }

  async read(caller: Caller, id: string): Promise<Checkout> {
    const [name, payment] = await Promise.all([
      this.repository.merchantName(caller.merchantId),
      this.payments.read(caller, id),
    ]);
    const hasMoved = payment.status === 'requires_action' && (await this.#askWhetherApproved(id));
    const now = hasMoved ? await this.payments.read(caller, id) : payment;
    return { merchant: { name }, payment: this.#describe(now) };
  }

  /**
   * What is stored for the key is the merchant's view of the payment, as for every confirmation; the shopper is given
   * a part of it, the same part each time.
   */
  async confirm(request: IdempotentRequest, id: string, body: ConfirmCheckout): Promise<Answer> {
    const answer = await this.payments.confirm(request, id, body);
    if (answer.status !== 200) return answer;
    const seen = this.#describe(JSON.parse(answer.body) as Payment);
    return new Answer(answer.status, JSON.stringify(seen), answer.isReplayed);
  }

  /** A shopper who comes back from their bank does not wait for the settlement worker's next round. */
  async #askWhetherApproved(id: string): Promise<boolean> {
    const uuid = uuidOf('payment', id);
    const attempt = uuid && (await this.repository.findWaitingAttempt(uuid));
    if (!attempt || (await this.limiter.take(`inquiry:${attempt}`, PER_INQUIRY)) > 0) return false;
    try {
      const known = await this.acquirer.inquire(attempt);
      if (known.outcome !== 'approved' && known.outcome !== 'declined') return false;
      return await this.database.transaction(database =>
        finishCharge(database, attempt, known, { actor: 'system:payments-api' }),
      );
    } catch (error) {
      if (!(error instanceof AcquirerRefusedError)) throw error;
      this.logger.error({ err: error, reference: attempt }, 'the acquirer refused an inquiry');
      return false;
    }
  }

  #describe(payment: Payment): ShopperPayment {
    return describeForShopper(payment, this.#publicUrl);
  }
}
