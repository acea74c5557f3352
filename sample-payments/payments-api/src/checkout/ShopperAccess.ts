import { Inject, Injectable } from '@nestjs/common';
import { uuidOf } from '@payments/core/identifiers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { wrongClientSecret } from '../dashboard/access/refusals.ts';
import { requireOwnOrigin } from '../dashboard/access/requireOwnOrigin.ts';
import { tooManyRequests } from '../http/problem.ts';
import { SETTINGS } from '../platform/tokens.ts';
import { RateLimiter, type Pace } from '../rate-limit/RateLimiter.ts';
import type { ApiSettings } from '../settings.ts';
import { CheckoutCookie } from './CheckoutCookie.ts';
import { CheckoutRepository } from './CheckoutRepository.ts';
import { isClientSecret } from './clientSecret.ts';

/** A page asks about its payment every second while it waits; two of them may be open. */
export const PER_PAYMENT: Pace = { perSecond: 5, burst: 20, batch: 1 };
/** Guessing a secret is hopeless; trying is stopped all the same. */
export const WRONG_PER_ADDRESS: Pace = { perSecond: 1, burst: 20, batch: 1 };

/** Lets in who holds a payment's client secret: to that payment, and to nothing else. */
@Injectable()
export class ShopperAccess {
  readonly #pepper: Buffer;
  readonly #ownOrigin: string;

  constructor(
    private readonly repository: CheckoutRepository,
    private readonly cookie: CheckoutCookie,
    private readonly limiter: RateLimiter,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#pepper = settings.API_KEY_PEPPER;
    this.#ownOrigin = settings.PUBLIC_URL;
  }

  /**
   * Sets the request's caller, and gives a browser that came with the secret the cookie to come back with.
   * @throws ProblemError 401 without the payment's secret, 403 for another site's page, 429
   */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { payment_id: id = '' } = request.params as Record<string, string>;
    const uuid = uuidOf('payment', id);
    const sent = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    // Nobody's browser sends the header by itself; the cookie it does.
    if (sent === undefined) requireOwnOrigin(request, this.#ownOrigin);
    const secret = sent ?? this.cookie.read(request.headers.cookie) ?? '';
    if (!uuid || !isClientSecret(secret, uuid, this.#pepper)) return this.#refuse(request.ip);
    await this.#pace(`checkout:${uuid}`, PER_PAYMENT);
    const owner = await this.repository.findOwner(uuid);
    if (!owner) return this.#refuse(request.ip);
    const keyPrefix = `checkout/${uuid.replaceAll('-', '')}/`;
    request.caller = { keyId: null, actor: `checkout:${uuid}`, scopes: [], keyPrefix, ...owner };
    if (sent !== undefined) reply.header('Set-Cookie', this.cookie.set(id, secret));
  }

  async #refuse(address: string): Promise<never> {
    await this.#pace(`checkout:address:${address}`, WRONG_PER_ADDRESS);
    throw wrongClientSecret();
  }

  async #pace(key: string, pace: Pace): Promise<void> {
    const waitSeconds = await this.limiter.take(key, pace);
    if (waitSeconds > 0) throw tooManyRequests(waitSeconds);
  }
}
