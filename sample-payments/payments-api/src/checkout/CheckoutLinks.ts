import { Inject, Injectable } from '@nestjs/common';
import type { CheckoutLink } from '@payments/core/contract';
import { checkoutUrl } from '@payments/core/dashboard-contract';
import { uuidOf } from '@payments/core/identifiers';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { clientSecretOf } from './clientSecret.ts';

/** Makes the links by which shoppers pay. */
@Injectable()
export class CheckoutLinks {
  readonly #pepper: Buffer;
  readonly #publicUrl: string;

  constructor(@Inject(SETTINGS) settings: ApiSettings) {
    this.#pepper = settings.API_KEY_PEPPER;
    this.#publicUrl = settings.PUBLIC_URL;
  }

  /** @param id public id of a payment that is known to be there */
  of(id: string): CheckoutLink {
    const uuid = uuidOf('payment', id);
    if (!uuid) throw new Error(`${id} is no id of a payment.`);
    const secret = clientSecretOf(uuid, this.#pepper);
    return { checkout_url: checkoutUrl(this.#publicUrl, id, secret), client_secret: secret };
  }
}
