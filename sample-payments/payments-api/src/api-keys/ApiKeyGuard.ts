import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { OPERATION, PUBLIC, type OperationSpec } from '../http/operation.ts';
import { ProblemError } from '../http/problem.ts';
import { requestOf } from '../http/request.ts';
import { RateLimiter } from '../rate-limit/RateLimiter.ts';
import { Callers } from './Callers.ts';
import { lacksScope, unauthenticated } from './refusals.ts';

/** Denies by default: lets in only valid keys with the scope of the route, at the pace the key is allowed. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.get<boolean | undefined>(PUBLIC, context.getHandler())) return true;
    const operation = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    if (!operation) return false;
    const request = requestOf(context);
    // Idempotent operations check the key once more in their first statement.
    const caller = await this.callers.identify(request.headers.authorization, operation.isIdempotent ?? false);
    if (!caller) throw unauthenticated();
    const waitSeconds = await this.limiter.take(caller.keyId);
    if (waitSeconds > 0) throw tooMany(waitSeconds);
    if (!caller.scopes.includes(operation.scope)) throw lacksScope(operation.scope);
    request.caller = caller;
    context.switchToHttp().getResponse<FastifyReply>().header('Cache-Control', 'no-store');
    return true;
  }
}

function tooMany(waitSeconds: number): ProblemError {
  const message = 'Too many requests with this API key. Wait, then try again.';
  return new ProblemError(429, { type: 'rate_limit_error', code: 'rate_limited', message }, waitSeconds);
}
