import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { observeRequests } from './observeRequests.ts';
import { servePages } from './pages.ts';
import { sendSecurityHeaders } from './securityHeaders.ts';
import type { WebSettings } from './settings.ts';

/** The same relative path from `src/server` and from `dist/server`. */
const BUILT_PAGES = fileURLToPath(new URL('../../dist/pages', import.meta.url));

/** The server, not listening yet, and the switch that turns its readiness off. */
export interface WebServer {
  server: FastifyInstance;
  startDraining(): void;
}

/**
 * Builds the server of the pages.
 * @param folder where the built pages are
 * @throws PagesMissingError
 */
export async function createServer(settings: WebSettings, logger: Logger, folder = BUILT_PAGES): Promise<WebServer> {
  const server = Fastify({ logger: false, return503OnClosing: false });
  let isDraining = false;
  observeRequests(server, logger);
  sendSecurityHeaders(server);
  server.addHook('onRequest', async (_, reply) => {
    if (isDraining) reply.header('connection', 'close');
  });
  server.get('/health/live', () => ({ status: 'ok' }));
  server.get('/health/ready', (_, reply) =>
    isDraining ? reply.code(503).send({ status: 'draining' }) : { status: 'ok' },
  );
  if (settings.API_URL) await forwardApi(server, settings.API_URL);
  await servePages(server, folder);
  return { server, startDraining: () => (isDraining = true) };
}

/** Keeps the Host that the browser named, as the gateway does: the API compares it with the Origin. */
async function forwardApi(server: FastifyInstance, upstream: string): Promise<void> {
  // Loaded only here: an environment's pods, which need little memory, do without it and its HTTP client.
  const { default: proxy } = await import('@fastify/http-proxy');
  await server.register(proxy, {
    upstream,
    prefix: '/v1',
    rewritePrefix: '/v1',
    replyOptions: { rewriteRequestHeaders: (request, headers) => ({ ...headers, host: request.headers.host }) },
  });
}
