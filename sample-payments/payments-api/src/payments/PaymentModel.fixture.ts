/** A payment as its merchant expects it to be. */
export interface ModelPayment {
  id: string;
  status: string;
  amount: number;
  captured: number;
  refunded: number;
  isManual: boolean;
  token: string | undefined;
}

export type Token = 'tok_visa' | 'tok_decline_expired_card' | 'tok_action' | 'tok_error_before';

/** The HTTP status to expect. */
export type Expected = 200 | 201 | 400 | 402 | 409;

/** What the rules are, in as few words as possible: what the API does must be what this says. */
export class PaymentModel {
  readonly payments: ModelPayment[] = [];

  /** Creates a payment; it has its id once the API gave one. A declined one is never heard of again. */
  create(payment: Pick<ModelPayment, 'amount' | 'isManual'> & { token?: Token; isConfirmed: boolean }): {
    expected: Expected;
    made: ModelPayment | undefined;
  } {
    const { amount, isManual, token, isConfirmed } = payment;
    const status = token === undefined ? 'requires_payment_method' : 'requires_confirmation';
    const made: ModelPayment = { id: '', status, amount, captured: 0, refunded: 0, isManual, token };
    if (isConfirmed && token === undefined) return { expected: 400, made: undefined };
    if (isConfirmed && token !== undefined && charge(made, token) === 402) return { expected: 402, made: undefined };
    this.payments.push(made);
    return { expected: 201, made };
  }

  confirm(payment: ModelPayment, token: Token | undefined): Expected {
    if (!['requires_payment_method', 'requires_confirmation'].includes(payment.status)) return 409;
    const kept = payment.status === 'requires_confirmation' ? payment.token : undefined;
    const used = token ?? kept;
    return used === undefined ? 400 : charge(payment, used);
  }

  capture(payment: ModelPayment, amount: number | undefined): Expected {
    if (payment.status !== 'requires_capture') return 409;
    if (amount !== undefined && amount > payment.amount) return 400;
    payment.status = 'succeeded';
    payment.captured = amount ?? payment.amount;
    return 200;
  }

  cancel(payment: ModelPayment): Expected {
    if (['processing', 'succeeded', 'canceled'].includes(payment.status)) return 409;
    payment.status = 'canceled';
    return 200;
  }

  refund(payment: ModelPayment, amount: number | undefined): Expected {
    const left = payment.captured - payment.refunded;
    if (payment.status !== 'succeeded' || left === 0 || (amount ?? left) > left) return 409;
    payment.refunded += amount ?? left;
    return 201;
  }
}

/** Asks the acquirer. One that gives no answer leaves the payment `processing`. */
function charge(payment: ModelPayment, token: string): 200 | 402 {
  payment.token = token;
  payment.status = statusAfter(token, payment.isManual);
  if (payment.status === 'succeeded') payment.captured = payment.amount;
  return payment.status === 'requires_payment_method' ? 402 : 200;
}

function statusAfter(token: string, isManual: boolean): string {
  if (token.startsWith('tok_decline')) return 'requires_payment_method';
  if (token === 'tok_action') return 'requires_action';
  if (token === 'tok_error_before') return 'processing';
  return isManual ? 'requires_capture' : 'succeeded';
}
