import { Injectable } from '@nestjs/common';
import { Database } from '../platform/Database.ts';

/** Whose a payment is. */
export interface PaymentOwner {
  merchantId: string;
  live: boolean;
}

/** The SQL behind the checkout page. Who asks has proved to hold the payment's secret. */
@Injectable()
export class CheckoutRepository {
  constructor(private readonly database: Database) {}

  async findOwner(paymentId: string): Promise<PaymentOwner | undefined> {
    return (await this.database.prepared<PaymentOwner>(OWNER, [paymentId]))[0];
  }

  async merchantName(merchantId: string): Promise<string> {
    const [row] = await this.database.query<{ name: string }>('SELECT name FROM merchants WHERE id = $1', [merchantId]);
    if (!row) throw new Error(`Merchant ${merchantId} is gone.`);
    return row.name;
  }

  /** The attempt whose customer has to approve. */
  async findWaitingAttempt(paymentId: string): Promise<string | undefined> {
    return (await this.database.query<{ id: string }>(WAITING, [paymentId]))[0]?.id;
  }
}

const OWNER = 'SELECT merchant_id AS "merchantId", live FROM payments WHERE id = $1';

const WAITING = `
  SELECT id FROM charge_attempts
  WHERE payment_id = $1 AND kind IN ('charge', 'authorise') AND state = 'requires_action'`;
