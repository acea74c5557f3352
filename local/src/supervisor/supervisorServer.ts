import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { requestSchema, type Request, type Snapshot } from './snapshot.ts';
import { inRunFolder, lockName, SOCKET_NAME } from './supervisorAddress.ts';
import type { Supervisor } from './Supervisor.ts';

/** Holds the right to be this instance's only supervisor until the process ends. @returns false when another has it */
export function takeLock(runFolder: string): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(true);
  return listen(
    createServer(socket => socket.destroy()),
    lockName(runFolder),
  ).then(
    () => true,
    () => false,
  );
}

/** Answers requests on the socket in the run folder. Call only with the lock held. */
export async function serve(
  supervisor: Supervisor,
  runFolder: string,
  onStop: () => void,
): Promise<Server> {
  const server = createServer(socket => answer(socket, supervisor, onStop));
  await inRunFolder(runFolder, () => {
    rmSync(SOCKET_NAME, { force: true });
    return listen(server, SOCKET_NAME);
  });
  return server;
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
}

function answer(
  socket: Socket,
  supervisor: Supervisor,
  onStop: () => void,
): void {
  socket.on('error', () => socket.destroy());
  const lines = createInterface({ input: socket });
  // It repeats the socket's errors: a client that leaves must not end the supervisor.
  lines.on('error', () => socket.destroy());
  lines.once('line', line => {
    const request = parse(line);
    if (!request) return socket.end();
    return perform(request, socket, supervisor, onStop);
  });
}

function parse(line: string): Request | undefined {
  try {
    return requestSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function perform(
  request: Request,
  socket: Socket,
  supervisor: Supervisor,
  onStop: () => void,
): void {
  const send = (snapshot: Snapshot) => {
    if (socket.writable) socket.write(`${JSON.stringify(snapshot)}\n`);
  };
  switch (request.type) {
    case 'status':
      socket.end(`${JSON.stringify(supervisor.board.snapshot)}\n`);
      return;
    case 'up':
      supervisor.up(request.allowSystemPackages);
      break;
    case 'stop':
      onStop();
      break;
    case 'restart':
      void supervisor.restart(request.component).then(() => socket.end());
      break;
    case 'follow':
      break;
    default:
      request satisfies never;
  }
  const unsubscribe = supervisor.board.subscribe(send);
  socket.once('close', unsubscribe);
}
