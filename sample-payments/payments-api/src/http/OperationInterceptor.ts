import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { findPan } from '@payments/core/pan';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { idempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { Answer } from './Answer.ts';
import { ROUTE, type RouteSpec } from './operation.ts';
import { parseInput } from './parseInput.ts';
import { invalid } from './problem.ts';
import { requestOf } from './request.ts';

/** Checks a request against its route's declaration before the controller sees it, and writes stored answers. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = this.reflector.get<RouteSpec | undefined>(ROUTE, context.getHandler());
    if (!route) return next.handle();
    const request = requestOf(context);
    refuseDeepNesting(request.body);
    refuseCardNumbers(request);
    // Before defaults are filled in, so that a later version with other defaults still knows the request.
    if (route.isIdempotent) request.idempotency = idempotentRequest(request);
    if (route.query) request.query = parseInput(route.query, request.query);
    if (route.body) request.body = parseInput(route.body, request.body ?? (route.isBodyOptional ? {} : undefined));
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map(value => (value instanceof Answer ? write(reply, value) : value)));
  }
}

/** Deeper than anything the contract describes. What comes after may look at values recursively. */
const DEEPEST = 10;

function refuseDeepNesting(body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw invalid('body_too_deep', 'The body is nested too deeply.');
    level = level.flatMap(value => Object.values(asObject(value)) as unknown[]);
  }
}

/** Before anything is stored or looked up. What was found is not repeated, only where. */
function refuseCardNumbers({ body, query, params, headers }: FastifyRequest): void {
  const places = { ...asObject(query), ...asObject(params), 'Idempotency-Key': headers['idempotency-key'] };
  const param = findPan(body) ?? findPan(places);
  if (param === undefined) return;
  const message = 'This looks like a card number. Send a token instead; card numbers must not reach this API.';
  throw invalid('card_number_refused', message, param || undefined);
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function write(reply: FastifyReply, answer: Answer): string {
  if (answer.isReplayed) reply.header('Idempotent-Replayed', 'true');
  reply.code(answer.status).type('application/json; charset=utf-8');
  return answer.body;
}
