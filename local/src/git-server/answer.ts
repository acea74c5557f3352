import type { ServerResponse } from 'node:http';

/**
 * Ends a response with a sentence; git shows it to the person as `remote: …`. The connection is closed when the
 * request's body was not read.
 */
export function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  const isUnread = !response.req.complete;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(isUnread && { connection: 'close' }),
    ...headers,
  });
  response.end(`${text}\n`);
}
