import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, realpath } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { imageFolders, type ImageContext } from './imageContext.ts';

/**
 * Runs work that changes the image cache while nobody else on this machine does, other clones included. The lock is an
 * abstract socket, which the kernel frees when its holder ends in whatever way; those who wait stay connected to it.
 */
export async function withImageLock<T>(
  context: Pick<ImageContext, 'cache' | 'signal' | 'report'>,
  work: () => Promise<T>,
): Promise<T> {
  const path = await lockAddress(context.cache);
  let lock = await tryLock(path);
  while (!lock) {
    context.signal.throwIfAborted();
    context.report('Waiting for another build of images');
    await holderIsGone(path, context.signal);
    lock = await tryLock(path);
  }
  try {
    context.signal.throwIfAborted();
    return await work();
  } finally {
    lock.release();
  }
}

interface Lock {
  release(): void;
}

async function lockAddress(cache: string): Promise<string> {
  const { root } = imageFolders(cache);
  await mkdir(root, { recursive: true });
  const hash = createHash('sha256')
    .update(await realpath(root))
    .digest('hex');
  return `\0payday-images-${hash.slice(0, 24)}`;
}

async function tryLock(path: string): Promise<Lock | undefined> {
  const waiting = new Set<Socket>();
  const server: Server = createServer(socket => {
    waiting.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => waiting.delete(socket));
  });
  server.listen({ path, exclusive: true });
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      return undefined;
    throw error;
  }
  return {
    release() {
      server.close();
      waiting.forEach(socket => socket.destroy());
    },
  };
}

/** Resolves when the holder let go or ended, or when the wait was aborted. */
function holderIsGone(path: string, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const socket = connect({ path });
    const stop = () => socket.destroy();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    socket.on('error', () => {});
    socket.on('close', () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    socket.resume();
  });
}
