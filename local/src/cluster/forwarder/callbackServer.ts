import { timingSafeEqual } from 'node:crypto';
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';

/** Hop-by-hop headers, which concern one connection only (RFC 9110 §7.6.1), and our own authorization. */
const NOT_FORWARDED = new Set([
  'authorization',
  'connection',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The one way from inside the cluster to the portal: for forward auth, alerts and notifications. A caller shows the
 * callback token as a bearer token; its place is then taken by nothing, so that the token opens this door and no other.
 * @param paths prefixes of the portal's paths that may be reached
 */
export function createCallbackServer(options: {
  token: string;
  portalPort: number;
  paths: string[];
}): Server {
  const expected = Buffer.from(`Bearer ${options.token}`);
  return createServer((incoming, outgoing) => {
    if (incoming.url === '/healthz') {
      outgoing.writeHead(200).end('ok\n');
      return;
    }
    const given = Buffer.from(incoming.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      refuse(outgoing, 401, 'The callback token is missing or wrong.');
      return;
    }
    // Parsed, so that /api/../x is seen as what it is.
    const url = new URL(incoming.url ?? '/', 'http://portal');
    if (!options.paths.some(prefix => url.pathname.startsWith(prefix))) {
      refuse(
        outgoing,
        403,
        `${url.pathname} cannot be reached from the cluster.`,
      );
      return;
    }
    forward(incoming, outgoing, options.portalPort, url);
  });
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  port: number,
  url: URL,
): void {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(
      ([name]) => !NOT_FORWARDED.has(name),
    ),
  );
  const upstream = request(
    {
      host: '127.0.0.1',
      port,
      method: incoming.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: `localhost:${port}` },
    },
    answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  upstream.once('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, 502, 'The portal does not answer.');
  });
  outgoing.once('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

function refuse(outgoing: ServerResponse, status: number, why: string): void {
  outgoing
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
    .end(`${why}\n`);
}
