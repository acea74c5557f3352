import {
  ENDPOINTS,
  type AnswerOf,
  type BodyOf,
  type Endpoint,
  type EndpointName,
} from '@payments/core/dashboard-contract';
import { NoAnswerError, problemOf } from './problems.ts';
import { addressOf, type Parameters } from './addressOf.ts';

export interface Asking<E extends Endpoint> {
  /** For the `:names` of the path. */
  path?: Parameters;
  query?: Parameters;
  body?: BodyOf<E>;
  /** One for each dialog or form, the same when it is sent again. */
  key?: string;
  /** Lets in without a session. */
  secret?: string;
  signal?: AbortSignal;
}

/**
 * Asks an endpoint of the contract and checks that the answer is what the contract says.
 * @throws ApiProblem for a refusal
 * @throws NoAnswerError when it is not known what became of the request
 */
export async function ask<Name extends EndpointName>(
  name: Name,
  asking: Asking<(typeof ENDPOINTS)[Name]> = {},
): Promise<AnswerOf<(typeof ENDPOINTS)[Name]>> {
  const endpoint: Endpoint = ENDPOINTS[name];
  const { path, query, body, key, secret, signal } = asking;
  const response = await send(addressOf(endpoint.path, path, query), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw await problemOf(response);
  return (endpoint.answer ? await parse(endpoint.answer, response) : undefined) as AnswerOf<(typeof ENDPOINTS)[Name]>;
}

async function send(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new NoAnswerError('The server could not be reached.', { cause: error });
  }
}

async function parse(schema: NonNullable<Endpoint['answer']>, response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new NoAnswerError('The server’s answer was not understood. Reload the page to get its latest version.', {
    cause: parsed.error,
  });
}
