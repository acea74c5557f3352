import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AccessTable } from './access/AccessTable.ts';
import { Slots } from './backend/Slots.ts';
import { findHttpBackend } from './git/findHttpBackend.ts';
import { Maintenance } from './git/Maintenance.ts';
import { removeStaleLocks, STALE_LOCK_MS } from './git/staleLocks.ts';
import { handleRequest } from './handleRequest.ts';
import { requireHooks } from './hooks/requireHooks.ts';
import type { DeliveryTiming } from './listeners/ListenerQueue.ts';
import { PushListeners } from './listeners/PushListeners.ts';
import type { ServerContext } from './ServerContext.ts';
import type { GitServerSettings } from './settings.ts';

const AT_ONCE = 8;
const WAITING = 128;
const REQUEST_TIMEOUT_MS = 900_000;
const IDLE_TIMEOUT_MS = 300_000;
const CLOSE_WITHIN_MS = 4_000;

/** A running server. */
export interface GitServer {
  port: number;
  /** Lets requests end for 4 s, then cuts them off; returns when no process is left. */
  close(): Promise<void>;
}

/**
 * Starts serving the repositories of a folder.
 * @param options `delivery`: how long listeners are tried; `requestTimeoutMs`: the longest a request may take
 * @throws Problem when git is absent or too old, or the hooks cannot run; Error when the port is taken
 */
export async function startGitServer(
  settings: GitServerSettings,
  log: (line: string) => void,
  options: { delivery?: DeliveryTiming; requestTimeoutMs?: number } = {},
): Promise<GitServer> {
  await requireHooks();
  const { folder, publicUrl } = settings;
  const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const context: ServerContext = {
    folder,
    pushesFolder: join(folder, '.pushes'),
    httpBackend: await findHttpBackend(),
    requestTimeoutMs,
    access: new AccessTable(settings.accessFile),
    slots: new Slots(AT_ONCE, WAITING),
    listeners: new PushListeners(
      settings.listeners,
      { folder, publicUrl },
      log,
      options.delivery,
    ),
    maintenance: new Maintenance(log),
    log,
  };
  await mkdir(folder, { recursive: true });
  await rm(context.pushesFolder, { recursive: true, force: true });
  await sweepLocks(context);
  // What was locked an instant before this start can only be judged later.
  const secondSweep = setTimeout(() => void sweepLocks(context), STALE_LOCK_MS);
  secondSweep.unref();

  const running = new Set<Promise<void>>();
  const server = createServer(
    { requestTimeout: requestTimeoutMs, headersTimeout: 20_000 },
    (request, response) => {
      const handled = handleRequest(context, request, response);
      running.add(handled);
      void handled.finally(() => running.delete(handled));
    },
  );
  server.timeout = IDLE_TIMEOUT_MS;
  await listen(server, settings);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      clearTimeout(secondSweep);
      const closed = new Promise(resolve => server.close(resolve));
      server.closeIdleConnections();
      const cutOff = setTimeout(
        () => server.closeAllConnections(),
        CLOSE_WITHIN_MS,
      );
      await closed;
      clearTimeout(cutOff);
      await Promise.all(running);
      context.listeners.close();
      await context.maintenance.close();
    },
  };
}

function listen(server: Server, { host, port }: GitServerSettings) {
  return new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

async function sweepLocks({ folder, log }: ServerContext): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.git')) continue;
    const removed = await removeStaleLocks(join(folder, name), STALE_LOCK_MS);
    for (const path of removed) log(`removed ${path}, left by a crash`);
  }
}
