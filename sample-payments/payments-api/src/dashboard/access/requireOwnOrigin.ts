import type { FastifyRequest } from 'fastify';
import { foreignOrigin } from './refusals.ts';

const SAFE_METHODS = ['GET', 'HEAD'];

/**
 * Refuses a change that carries a cookie but was not sent by a page of ours. Browsers say who sent it in `Origin` and
 * in `Sec-Fetch-Site`, which pages cannot set; who sends neither is no browser that we know, and is refused as well.
 * @param own the origin of our pages, such as `https://pay.example`
 * @throws ProblemError 403
 */
export function requireOwnOrigin({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>, own: string): void {
  if (SAFE_METHODS.includes(method)) return;
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined && site === undefined) throw foreignOrigin();
  if (origin !== undefined && origin !== own) throw foreignOrigin();
  if (site !== undefined && site !== 'same-origin') throw foreignOrigin();
}
