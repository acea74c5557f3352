import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { snapshotSchema, type Request, type Snapshot } from './snapshot.ts';
import { inRunFolder, SOCKET_NAME } from './supervisorAddress.ts';

/** Connects to the instance's supervisor; `undefined` when none answers. */
export function connectSupervisor(
  runFolder: string,
): Promise<Socket | undefined> {
  return new Promise(resolve => {
    let socket: Socket;
    try {
      socket = inRunFolder(runFolder, () => connect({ path: SOCKET_NAME }));
    } catch {
      resolve(undefined);
      return;
    }
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** Sends a request and yields the snapshots that answer it, until the supervisor ends or the caller stops reading. */
export async function* request(
  socket: Socket,
  message: Request,
): AsyncGenerator<Snapshot> {
  socket.on('error', () => socket.destroy());
  socket.write(`${JSON.stringify(message)}\n`);
  try {
    for await (const line of createInterface({ input: socket }))
      yield snapshotSchema.parse(JSON.parse(line));
  } catch (error) {
    // A supervisor that was killed resets its connections; for its readers that is its end.
    if (!isReset(error)) throw error;
  } finally {
    socket.destroy();
  }
}

function isReset(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

/** The instance's snapshot now; `undefined` when no supervisor answers. */
export async function currentSnapshot(
  runFolder: string,
): Promise<Snapshot | undefined> {
  const socket = await connectSupervisor(runFolder);
  if (!socket) return undefined;
  for await (const snapshot of request(socket, { type: 'status' }))
    return snapshot;
  return undefined;
}

/**
 * Connects to a supervisor that works; `undefined` when there is none. The socket of one that was just killed still
 * takes connections for a moment, so it has to answer first.
 */
export async function connectAnswering(
  runFolder: string,
): Promise<Socket | undefined> {
  const snapshot = await currentSnapshot(runFolder);
  return snapshot && connectSupervisor(runFolder);
}
