import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../platform/tokens.ts';
import { isDatabaseAway } from '../platform/isDatabaseAway.ts';
import { problemBody, ProblemError } from './problem.ts';

/** The one place where a thrown thing becomes an answer. What is not a known refusal is logged and stays opaque. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = toProblem(thrown);
    if (problem.status >= 500) this.logger.error({ err: thrown, request_id: request.id }, 'request failed');
    sendProblem(http.getResponse<FastifyReply>(), problem, request.id);
  }
}

/** Writes a problem in the contract's shape. */
export function sendProblem(reply: FastifyReply, problem: ProblemError, requestId: string): void {
  if (problem.retryAfterSeconds !== undefined) reply.header('Retry-After', String(problem.retryAfterSeconds));
  if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer');
  reply
    .code(problem.status)
    .header('Request-Id', requestId)
    .type('application/json; charset=utf-8')
    .send(problemBody(problem.details, requestId));
}

/** What to answer for anything that was thrown. */
export function toProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (isDatabaseAway(thrown)) {
    const message = 'The service is not available at the moment. Try again soon.';
    return new ProblemError(503, { type: 'api_error', code: 'unavailable', message }, 1);
  }
  const status = statusOf(thrown);
  if (status !== undefined && status >= 400 && status < 500) return refusedByFramework(status);
  return new ProblemError(500, { type: 'api_error', code: 'internal_error', message: 'Something went wrong here.' });
}

const FRAMEWORK_CODES: Record<number, readonly [code: string, message: string]> = {
  404: ['route_missing', 'There is nothing at this address.'],
  405: ['method_not_allowed', 'This address does not know the method.'],
  413: ['body_too_large', 'The body is too large.'],
  415: ['content_type_unsupported', 'The body must be application/json.'],
};

function refusedByFramework(status: number): ProblemError {
  const fallback = ['request_unreadable', 'The request could not be read.'] as const;
  const [code, message] = FRAMEWORK_CODES[status] ?? fallback;
  return new ProblemError(status, { type: 'invalid_request_error', code, message });
}

/** Nest and Fastify carry the status in different places. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'statusCode') : undefined;
  return typeof status === 'number' ? status : undefined;
}
