import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import type { Scope } from '@payments/core/api-keys';
import type { z } from 'zod';

/** What a route is: who may call it, what it takes and gives. Checked, and published as OpenAPI, from the same words. */
export interface OperationSpec {
  id: string;
  tag: 'Payments' | 'Refunds' | 'Balances' | 'Webhooks' | 'API keys';
  summary: string;
  scope: Scope;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body may be left out. */
  isBodyOptional?: boolean;
  /** Needs an Idempotency-Key: every POST. */
  isIdempotent?: boolean;
  /** The answer when all went well. Without a schema it has no body. */
  success: { status: 200 | 201 | 202 | 204; schema?: z.ZodType };
  /** It asks the acquirer, who may decline: 402. */
  mayDecline?: boolean;
}

export const OPERATION = Symbol('operation');
export const PUBLIC = Symbol('public');

/** Declares a route of the contract. The guard lets only keys with its scope in. */
export function Operation(spec: OperationSpec): MethodDecorator {
  return applyDecorators(SetMetadata(OPERATION, spec), HttpCode(spec.success.status));
}

/** Declares a route that anybody may call: probes and the contract itself. */
export function Public(): MethodDecorator {
  return SetMetadata(PUBLIC, true);
}
