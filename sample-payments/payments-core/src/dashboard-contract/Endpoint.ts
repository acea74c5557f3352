import type { z } from 'zod';
import type { DashboardAction } from './roles.ts';

/**
 * Who may ask: a session whose role may do the action; any session; anybody, to sign in; or the holder of a payment's
 * client secret, which stands in `Authorization: Bearer cs_…`, or in the HttpOnly cookie that the first answer sets.
 */
export type Access = DashboardAction | 'session' | 'anyone' | 'client_secret';

/** One endpoint, as the API serves it and pages call it. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters, which are public ids. */
  path: string;
  access: Access;
  /** Needs an `Idempotency-Key`: one for each dialog or form a person sends, the same when it is sent again. */
  isIdempotent?: boolean;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body may be left out. */
  isBodyOptional?: boolean;
  /** When all went well. Refusals are `Problem` of the public contract. */
  status: 200 | 201 | 202 | 204;
  /** Without one the answer has no body, or is no JSON. */
  answer?: z.ZodType;
}

/** What an endpoint gives. */
export type AnswerOf<E extends Endpoint> = E extends { answer: infer Answer extends z.ZodType }
  ? z.output<Answer>
  : undefined;

/** What a page may send as an endpoint's body. */
export type BodyOf<E extends Endpoint> = E extends { body: infer Body extends z.ZodType } ? z.input<Body> : undefined;

/** What an endpoint's query parameters become. */
export type QueryOf<E extends Endpoint> = E extends { query: infer Query extends z.ZodType }
  ? z.output<Query>
  : undefined;
