import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const INDEX = 'index.html';

/** Names of these files change with their content. */
const HASHED = `${sep}assets${sep}`;

/** The pages were not built. */
export class PagesMissingError extends Error {
  override name = 'PagesMissingError';

  constructor(folder: string) {
    super(`${join(folder, INDEX)} does not exist.\nTo build it:  npm run build`);
  }
}

/**
 * Serves the built pages: files as they are, precompressed where the browser takes that, and `index.html` to whoever
 * navigates to any other address. A file that is missing is a 404, never a page that a browser would run as a script.
 * @throws PagesMissingError
 */
export async function servePages(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, INDEX))) throw new PagesMissingError(folder);
  await server.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => reply.header('cache-control', cacheControlOf(path)),
  });
  server.setNotFoundHandler((request, reply) =>
    isNavigation(request) ? reply.sendFile(INDEX) : reply.code(404).type('text/plain').send('Not found\n'),
  );
}

/** `path` is that of the file, which may be a compressed one. */
function cacheControlOf(path: string): string {
  if (path.includes(HASHED)) return 'public, max-age=31536000, immutable';
  return path.includes(INDEX) ? 'no-cache' : 'public, max-age=3600';
}

/** A browser that opens an address of ours, not a program or page that asks for a file. */
export function isNavigation({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  const [path = ''] = url.split('?');
  const isFile = path.startsWith('/assets/') || /\.[^/]*$/.test(path);
  const isApi = path === '/v1' || path.startsWith('/v1/');
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && !isFile && !isApi && (headers.accept ?? '').includes('text/html');
}
