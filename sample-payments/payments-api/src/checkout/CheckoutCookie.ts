import { parseCookie, stringifySetCookie } from 'cookie';

/** Long enough to approve a payment at a bank. */
const LASTS_SECONDS = 3_600;

/**
 * Brings a shopper back from their bank: the address that the bank sends them to must not hold the secret, and scripts
 * must not store it. Sent to the one payment's endpoints only.
 */
export class CheckoutCookie {
  readonly #isSecure: boolean;
  readonly #name: string;

  constructor(publicUrl: string) {
    this.#isSecure = publicUrl.startsWith('https:');
    this.#name = this.#isSecure ? '__Secure-payments_checkout' : 'payments_checkout';
  }

  read(header: string | undefined): string | undefined {
    return parseCookie(header ?? '')[this.#name];
  }

  /** @param paymentId public id */
  set(paymentId: string, secret: string): string {
    return stringifySetCookie({
      name: this.#name,
      value: secret,
      path: `/v1/checkout/${paymentId}`,
      maxAge: LASTS_SECONDS,
      httpOnly: true,
      sameSite: 'strict',
      secure: this.#isSecure,
    });
  }
}
