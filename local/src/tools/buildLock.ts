import { createHash } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';

interface Held {
  server: Server;
  waiting: Set<Socket>;
}

/**
 * Does work that only one process of this machine may do for a cache at a time, e.g. building one tool; waits while
 * another one does it. The lock is an abstract socket: the kernel frees it when its holder ends, however that happens,
 * and whoever waits is told at once.
 * @param onWait called each time the lock turns out to be taken
 * @throws the signal's reason when it is aborted while waiting
 */
export async function withBuildLock<T>(
  lock: { cache: string; name: string },
  options: { signal: AbortSignal; onWait(): void },
  work: () => Promise<T>,
): Promise<T> {
  const address = addressOf(lock);
  for (;;) {
    options.signal.throwIfAborted();
    const held = await take(address);
    if (held) {
      try {
        return await work();
      } finally {
        release(held);
      }
    }
    options.onWait();
    await holderEnds(address, options.signal);
  }
}

/** True while some process holds the lock. */
export async function isLocked(lock: {
  cache: string;
  name: string;
}): Promise<boolean> {
  const held = await take(addressOf(lock));
  if (held) release(held);
  return held === undefined;
}

function addressOf({ cache, name }: { cache: string; name: string }): string {
  const hash = createHash('sha256').update(cache).digest('hex').slice(0, 16);
  return `\0payday-build-${hash}-${name}`;
}

function take(address: string): Promise<Held | undefined> {
  return new Promise((resolve, reject) => {
    const waiting = new Set<Socket>();
    const server = createServer(socket => {
      waiting.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => waiting.delete(socket));
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve({ server, waiting }));
  });
}

function release({ server, waiting }: Held): void {
  server.close();
  waiting.forEach(socket => socket.destroy());
}

function holderEnds(address: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => {
    const socket = connect(address);
    const leave = () => socket.destroy();
    signal.addEventListener('abort', leave, { once: true });
    socket.on('error', leave);
    socket.once('close', () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
  });
}
