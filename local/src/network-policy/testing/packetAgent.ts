/**
 * Stands for one pod (or the node, or somebody outside) in a network namespace: answers on its ports and tries
 * connections when its parent asks. Ends with its parent.
 */
import { createSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';

/** What the parent sends. Each is answered by an `AgentAnswer` with the same `id`. */
export type AgentRequest = { id: number } & (
  | { kind: 'listen'; address: string; tcp: number[]; udp: number[] }
  | {
      kind: 'try';
      protocol: 'TCP' | 'UDP';
      from: string;
      to: string;
      port: number;
    }
  | { kind: 'open'; from: string; to: string; port: number }
  | { kind: 'exchange' }
  | { kind: 'cancel'; attempt: number }
);

/** `works` tells whether an answer came back, or why it cannot have. */
export interface AgentAnswer {
  id: number;
  works: boolean;
  error?: string;
}

const running = new Map<number, () => void>();
let open: Socket | undefined;

process.on('message', (request: AgentRequest) => {
  carryOut(request).then(
    works => answer({ id: request.id, works }),
    error => answer({ id: request.id, works: false, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());

function answer(message: AgentAnswer): void {
  process.send!(message);
}

async function carryOut(request: AgentRequest): Promise<boolean> {
  switch (request.kind) {
    case 'listen':
      await listen(request);
      return true;
    case 'try':
      return request.protocol === 'TCP' ? tryTcp(request) : tryUdp(request);
    case 'open':
      open = await openTcp(request);
      return exchange(open);
    case 'exchange':
      return exchange(open!);
    case 'cancel':
      running.get(request.attempt)?.();
      return true;
    default:
      return request satisfies never;
  }
}

async function listen({
  address,
  tcp,
  udp,
}: Extract<AgentRequest, { kind: 'listen' }>): Promise<void> {
  const servers = tcp.map(
    port =>
      new Promise<void>((resolve, reject) => {
        createServer(socket => {
          socket.on('error', () => {});
          socket.pipe(socket);
        })
          .once('error', reject)
          .listen(port, address, resolve);
      }),
  );
  const sockets = udp.map(
    port =>
      new Promise<void>((resolve, reject) => {
        const socket = createSocket('udp4').once('error', reject);
        socket.on('message', (text, { address: to, port: back }) =>
          socket.send(text, back, to),
        );
        socket.bind(port, address, resolve);
      }),
  );
  await Promise.all([...servers, ...sockets]);
}

type Try = Extract<AgentRequest, { kind: 'try' }>;

async function tryTcp(request: Try): Promise<boolean> {
  const socket = await openTcp(request);
  const works = await exchange(socket);
  socket.destroy();
  return works;
}

function openTcp(request: {
  id: number;
  from: string;
  to: string;
  port: number;
}): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: request.to,
      port: request.port,
      localAddress: request.from,
    });
    running.set(request.id, () => socket.destroy(new Error('cancelled')));
    socket.once('error', reject).once('connect', () => resolve(socket));
  });
}

function exchange(socket: Socket): Promise<boolean> {
  return new Promise(resolve => {
    socket.once('data', () => resolve(true));
    socket.once('close', () => resolve(false));
    socket.write('ping');
  });
}

function tryUdp(request: Try): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const end = (works: boolean) => {
      socket.close();
      resolve(works);
    };
    running.set(request.id, () => end(false));
    socket.once('error', reject).once('message', () => end(true));
    socket.bind(0, request.from, () =>
      socket.send('ping', request.port, request.to),
    );
  });
}
