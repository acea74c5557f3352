import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../api-keys/Caller.ts';
import type { Session } from '../dashboard/session/Session.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard. */
    caller?: Caller;
    /** Set by the guard for people who are signed in. */
    session?: Session;
    /** Set for routes that need an Idempotency-Key. */
    idempotency?: IdempotentRequest;
  }
}

/** Who calls; the guard has let them in. */
export const CalledBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return present(requestOf(context).caller, 'caller');
});

/** Who is signed in. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Session => {
  return present(requestOf(context).session, 'session');
});

/** The caller together with their Idempotency-Key and what the request asks. */
export const Idempotent = createParamDecorator((_: unknown, context: ExecutionContext): IdempotentRequest => {
  return present(requestOf(context).idempotency, 'idempotency');
});

export function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

/** A route that asks for what its declaration did not promise is a mistake of ours. */
function present<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`The route uses ${name}, which it does not declare.`);
  return value;
}
