import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { Scope } from '@payments/core/api-keys';
import type { Endpoint } from '@payments/core/dashboard-contract';
import type { z } from 'zod';

/** What a route takes and gives, whoever may call it. Requests are checked by it before the controller sees them. */
export interface RouteSpec {
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body may be left out. */
  isBodyOptional?: boolean;
  /** Needs an Idempotency-Key. */
  isIdempotent?: boolean;
}

/** A route of the public contract. Checked, and published as OpenAPI, from the same words. Every POST is idempotent. */
export interface OperationSpec extends RouteSpec {
  id: string;
  tag: 'Payments' | 'Refunds' | 'Balances' | 'Webhooks' | 'API keys';
  summary: string;
  scope: Scope;
  /** The answer when all went well. Without a schema it has no body. */
  success: { status: 200 | 201 | 202 | 204; schema?: z.ZodType };
  /** It asks the acquirer, who may decline: 402. */
  mayDecline?: boolean;
}

export const ROUTE = Symbol('route');
export const OPERATION = Symbol('operation');
export const ENDPOINT = Symbol('endpoint');
export const PUBLIC = Symbol('public');

/** Declares a route of the public contract. The guard lets only keys with its scope in. */
export function Operation(spec: OperationSpec): MethodDecorator {
  return applyDecorators(SetMetadata(ROUTE, spec), SetMetadata(OPERATION, spec), HttpCode(spec.success.status));
}

/**
 * Serves an endpoint of the dashboard's contract, at its path. The guard lets in who has its access.
 * @param narrowed a body schema that also refuses what only the server can tell
 */
export function Serves(endpoint: Endpoint, narrowed?: { body: z.ZodType }): MethodDecorator {
  const spec: RouteSpec = { ...endpoint, ...narrowed };
  return applyDecorators(
    RequestMapping({ path: endpoint.path, method: RequestMethod[endpoint.method] }),
    SetMetadata(ROUTE, spec),
    SetMetadata(ENDPOINT, endpoint),
    HttpCode(endpoint.status),
  );
}

/** Declares a route that anybody may call: probes and the contract itself. */
export function Public(): MethodDecorator {
  return SetMetadata(PUBLIC, true);
}
