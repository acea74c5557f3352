import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/**
 * Serves `/healthz`, on 127.0.0.1 unless another address is given: 200 while there is no problem, 503 with its text while there is one.
 * @returns once it listens
 * @throws Error for a taken port
 */
export async function startHealthServer(
  port: number,
  problem: () => string | undefined,
  host = '127.0.0.1',
): Promise<Server> {
  const server = createServer((request, response) => {
    const isKnown = request.url === '/healthz' && request.method === 'GET';
    const found = isKnown ? problem() : undefined;
    const status = found ? 503 : 200;
    response.writeHead(isKnown ? status : 404, {
      'content-type': 'text/plain; charset=utf-8',
    });
    response.end(isKnown ? `${found ?? 'ok'}\n` : 'Only /healthz is here.\n');
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
