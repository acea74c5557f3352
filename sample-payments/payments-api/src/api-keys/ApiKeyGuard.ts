import { finished } from 'node:stream';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { ENDPOINT, OPERATION, PUBLIC, type OperationSpec } from '../http/operation.ts';
import { tooManyAtOnce, tooManyRequests } from '../http/problem.ts';
import { requestOf } from '../http/request.ts';
import { InFlight } from '../rate-limit/InFlight.ts';
import { RateLimiter } from '../rate-limit/RateLimiter.ts';
import { Callers } from './Callers.ts';
import { lacksScope, unauthenticated } from './refusals.ts';

/** Denies by default: lets in only valid keys with the scope of the route, at the pace the key is allowed and not
 * too many at once. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly limiter: RateLimiter,
    private readonly inFlight: InFlight,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    // Endpoints of the dashboard have a guard of their own.
    if (this.reflector.get(PUBLIC, handler) || this.reflector.get(ENDPOINT, handler)) return true;
    const operation = this.reflector.get<OperationSpec | undefined>(OPERATION, handler);
    if (!operation) return false;
    const request = requestOf(context);
    // Idempotent operations check the key once more in their first statement.
    const caller = await this.callers.identify(request.headers.authorization, operation.isIdempotent ?? false);
    if (!caller) throw unauthenticated();
    const waitSeconds = await this.limiter.take(caller.keyId ?? caller.actor);
    if (waitSeconds > 0) throw tooManyRequests(waitSeconds);
    if (!caller.scopes.includes(operation.scope)) throw lacksScope(operation.scope);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const leave = this.inFlight.enter(caller.keyId ?? caller.actor);
    if (!leave) throw tooManyAtOnce();
    finished(reply.raw, leave);
    request.caller = caller;
    reply.header('Cache-Control', 'no-store');
    return true;
  }
}
