import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mayDo, type DashboardAction, type Endpoint } from '@payments/core/dashboard-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ShopperAccess } from '../../checkout/ShopperAccess.ts';
import { ENDPOINT } from '../../http/operation.ts';
import { tooManyRequests } from '../../http/problem.ts';
import { requestOf } from '../../http/request.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { RateLimiter } from '../../rate-limit/RateLimiter.ts';
import type { ApiSettings } from '../../settings.ts';
import { callerOf } from '../session/Session.ts';
import { SessionCookie } from '../session/SessionCookie.ts';
import { SessionsService } from '../session/SessionsService.ts';
import { forbiddenByRole, unauthenticatedPerson } from './refusals.ts';
import { requireOwnOrigin } from './requireOwnOrigin.ts';

/** Guards what the dashboard and the checkout page ask, by the access that each endpoint declares. */
@Injectable()
export class EndpointGuard implements CanActivate {
  readonly #ownOrigin: string;

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly shoppers: ShopperAccess,
    private readonly limiter: RateLimiter,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#ownOrigin = settings.PUBLIC_URL;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<Endpoint | undefined>(ENDPOINT, context.getHandler());
    // Other routes have a guard of their own.
    if (!endpoint) return true;
    const request = requestOf(context);
    const reply = context.switchToHttp().getResponse<FastifyReply>().header('Cache-Control', 'no-store');
    if (endpoint.access === 'client_secret') {
      await this.shoppers.admit(request, reply);
      return true;
    }
    requireOwnOrigin(request, this.#ownOrigin);
    if (endpoint.access !== 'anyone') await this.#admitPerson(request, endpoint.access);
    return true;
  }

  async #admitPerson(request: FastifyRequest, access: DashboardAction | 'session'): Promise<void> {
    const token = this.cookie.read(request.headers.cookie);
    const session = token === undefined ? undefined : await this.sessions.find(token);
    if (!session) throw unauthenticatedPerson();
    const caller = callerOf(session);
    const waitSeconds = await this.limiter.take(caller.actor);
    if (waitSeconds > 0) throw tooManyRequests(waitSeconds);
    if (access !== 'session' && !mayDo(session.role, access)) throw forbiddenByRole(access);
    request.session = session;
    request.caller = caller;
  }
}
