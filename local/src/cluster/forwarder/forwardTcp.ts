import { connect, createServer, type Server } from 'node:net';

/**
 * Listens on one address and joins every connection with one to another address, in both directions and half-closed
 * as well. A connection that cannot be made is closed, and the next one tries again.
 */
export function forwardTcp(
  from: { host: string; port: number },
  to: () => { host: string; port: number },
): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, outer => {
    const inner = connect({ ...to(), allowHalfOpen: true });
    outer.setNoDelay(true);
    inner.setNoDelay(true);
    const end = () => {
      outer.destroy();
      inner.destroy();
    };
    outer.once('error', end);
    inner.once('error', end);
    outer.once('close', () => inner.destroySoon());
    inner.once('close', () => outer.destroySoon());
    outer.pipe(inner).pipe(outer);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(from, () => resolve(server));
  });
}
